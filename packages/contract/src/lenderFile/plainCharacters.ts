/**
 * Radicals, each before the character that fonts draw with the same glyph. Software that writes a PDF from glyphs (browsers that print, among others) may name the glyph by the radical:
 * 人⺠币 is 人民币 for everybody who looks at it. Unicode's compatibility forms have none of them, or, for ⼾, another character.
 */
const radicals =
  '⺂乛⺃乚⺅亻⺉刂⺋㔾⺎兀⺏尣⺐尢⺒巳⺓幺⺔彑⺕彐⺖忄⺘扌⺙攵⺛旡⺞歺⺠民⺡氵⺣灬⺤爫⺦丬⺨犭⺫罒⺭礻⺯糹⺰纟⺱罓⺲罒⺳㓁⺹耂⺺肀⺾艹⺿艹⻁虎⻂衤⻃覀⻄西⻅见⻆角⻈讠⻉贝⻋车⻌辶⻍辶⻎辶⻐钅⻑長⻒镸⻓长⻔门⻖阝⻘青⻙韦⻚页⻛风⻜飞⻝食⻟飠⻠饣⻢马⻣骨⻤鬼⻥鱼⻦鸟⻧卤⻨麦⻩黄⻪黾⻫斉⻬齐⻭歯⻮齿⻯竜⻰龙⻱龜⻲亀⼾户'
const characters = new Map([...radicals.matchAll(/(.)(.)/gu)].map(([, radical, character]) => [radical!, character!]))

/** As people read it: radicals are characters, and compatibility forms (full width, ligatures) are resolved. */
export function plainCharacters(text: string): string {
  return text.replace(/[\u2e80-\u2fdf]/g, (radical) => characters.get(radical) ?? radical).normalize('NFKC')
}
