/** Controls, line ends, and marks that reverse the words of others. Joiners and direction marks stay: names are written with them. */
const harmful = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u206f\ufeff\ufff9-\ufffb]/gu
const unseen = /[\p{Cc}\p{Cf}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/gu

/** A name as it is kept and shown: one line of visible characters; empty when nothing of it can be seen. Nothing is cut. */
export function tidyName(text: string): string {
  const line = text
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .normalize('NFC')
    .replace(harmful, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return line.replace(unseen, '') === '' ? '' : line
}

/** Older versions took joiners out of names and put spaces in their place; the person is the same. */
export const isSameName = (one: string, other: string): boolean => bare(one) === bare(other)

const bare = (name: string): string => tidyName(name).replace(unseen, '')
