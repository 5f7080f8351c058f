/** A moment as people of the language write it: in Chinese by Beijing time, in English by the time of the device and with its zone. */
export function momentText(moment: string, language: 'zh-CN' | 'en'): string {
  const date = new Date(moment)
  if (language === 'en') return new Intl.DateTimeFormat('en', { dateStyle: 'long', timeStyle: 'long' }).format(date)
  const parts = new Intl.DateTimeFormat('zh-CN', {
    timeZone: 'Asia/Shanghai', year: 'numeric', month: 'numeric', day: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
  }).formatToParts(date)
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.find((candidate) => candidate.type === type)!.value
  return `${part('year')} 年 ${part('month')} 月 ${part('day')} 日 ${part('hour')}:${part('minute')}:${part('second')}`
}
