/** Whether two entries name one person of the staff: another space, width, case or unseen character makes nobody somebody else. */
export function isSamePerson(one: string, other: string): boolean {
  return plain(one) === plain(other)
}

const plain = (name: string): string => name.normalize('NFKC').replace(/[\p{Z}\p{C}\p{Default_Ignorable_Code_Point}]/gu, '').toLowerCase()
