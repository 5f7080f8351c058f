export type FontName = 'NotoSerifSC-Regular.ttf' | 'NotoSerifSC-Bold.ttf' | 'NotoSansSC-Regular.ttf' | 'NotoSansSC-Bold.ttf' | 'NotoSerifHK-Regular.ttf' | 'NotoSerifJP-Regular.ttf'
export declare const sources: Readonly<Record<FontName, string>>
/** Absolute paths of the font files, by name. */
export declare function fontFiles(): Readonly<Record<FontName, string>>
