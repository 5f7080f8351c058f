export type FontName = 'NotoSerifSC-Regular.ttf' | 'NotoSerifSC-Bold.ttf' | 'NotoSansSC-Regular.ttf' | 'NotoSansSC-Bold.ttf' | 'NotoSerifHK-Regular.ttf' | 'NotoSerifJP-Regular.ttf'
export declare const sources: Readonly<Record<FontName, string>>
/** Absolute paths of the font files, by name. */
export declare function fontFiles(): Readonly<Record<FontName, string>>
export declare const latinSources: Readonly<Record<'LibertinusSerif-Regular.ttf' | 'LibertinusSerif-Bold.ttf', string>>
/** The Latin face of contracts, for engines that do not bring it with them. */
export declare function latinFontFiles(): Readonly<Record<'LibertinusSerif-Regular.ttf' | 'LibertinusSerif-Bold.ttf', string>>
