/** A text in pieces that are compared as a whole: words of letters and digits, and every other character, Chinese ones among them, by itself. */
export const wordsOf = (text) => text.match(/[\p{Script=Latin}\p{N}]+|[\s\S]/gu) ?? []
