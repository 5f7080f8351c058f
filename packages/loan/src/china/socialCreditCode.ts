/** What is wrong with a unified social credit code, or nothing. */
export type SocialCreditCodeCheck = { readonly valid: true } | { readonly valid: false; readonly reason: 'form' | 'check-character' | 'organisation-code' }

/** Digits and capitals without I, O, S, V, Z. */
const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2]

/**
 * Checks a unified social credit code of 18 places: GB 32100-2015, check character modulo 31 (ISO 7064 MOD 31-3 as GB/T 17710 has it),
 * and the organisation code within it, places 9 to 17, modulo 11 (GB 11714).
 */
export function checkSocialCreditCode(text: string): SocialCreditCodeCheck {
  if (!/^[0-9A-HJ-NP-RTUWXY]{2}\d{6}[0-9A-HJ-NP-RTUWXY]{10}$/.test(text)) return { valid: false, reason: 'form' }
  const sum = weights.reduce((total, weight, place) => total + weight * alphabet.indexOf(text[place]!), 0)
  if (alphabet[(31 - (sum % 31)) % 31] !== text[17]) return { valid: false, reason: 'check-character' }
  return organisationCheck(text.slice(8, 16)) === text[16] ? { valid: true } : { valid: false, reason: 'organisation-code' }
}

/** GB 11714: letters count from 10 for A in the plain alphabet; 10 is X and 11 is 0. */
function organisationCheck(body: string): string {
  const sum = organisationWeights.reduce((total, weight, place) => total + weight * parseInt(body[place]!, 36), 0)
  const check = 11 - (sum % 11)
  return check === 10 ? 'X' : check === 11 ? '0' : String(check)
}
