import { numberRuns, plainText } from './number-runs.ts'
import { isCpr, isPhone } from './person-numbers.ts'

/** What a text may reveal about a person (domain.md §13.3). The person is warned and decides; nothing is blocked or sent. */
const textWarnings = ['cpr', 'plate', 'phone', 'email', 'sensitive'] as const
export type TextWarning = (typeof textWarnings)[number]

const email = /[^\s@](?: ?(?:@|[([]at[)\]]|snabel-?a) ?)[^\s@]+\.\p{L}{2,}/iu
/** `AB 12 345` as on Danish number plates, however it is spaced. */
const plate = /(?<![\p{L}\d])([a-zæøå]{2})[ .\-/]?\d{2}[ .\-/]?\d{3}(?!\d|[.,]\d)/giu
/** Small words of two letters that stand before numbers: `ca 10 000 biler`. */
const smallWord =
  /^(?:ad|af|at|by|ca|de|du|ej|en|er|et|gå|ha|in|is|ja|jf|kl|km|kr|no|nr|nu|of|og|om|on|op|pr|på|se|so|st|så|th|ti|to|tv|ud|up|vi|we)$/i
/**
 * Stems for origin, belief, illness and abuse: facts that need their own legal ground (domain.md §13.4). A list of stems finds
 * the usual wordings; it cannot find all, which is why the helper line stands above the field at all times.
 */
const sensitive =
  /(?<!\p{L})(muslim|islamist|jøde(?!lig gade)|jødisk|kristne\b|indvandrer|flygtning|udlænding|etnisk|sigøjner|roma(?!\p{L})|somalier|polak|araber|perker|neger|narkoman|misbruger|alkoholiker|junkie|prostituer|hjemløse? (mand|kvinde)|psykisk syg|skizofren|dement(?!i)|handicappet|homoseksuel|transkønnet|dømt for|kriminel)/iu

const hasPlate = (text: string): boolean =>
  [...text.matchAll(plate)].some(([, letters = '']) => !smallWord.test(letters))

/** Kinds found, in the order of `textWarnings`; a CPR number is not called a phone number as well. */
export function findTextWarnings(text: string): TextWarning[] {
  const plain = plainText(text)
  const runs = numberRuns(plain)
  const found: Record<TextWarning, boolean> = {
    cpr: runs.some(isCpr),
    plate: hasPlate(plain),
    phone: runs.some((run) => !isCpr(run) && isPhone(run)),
    email: email.test(plain),
    sensitive: sensitive.test(text),
  }
  return textWarnings.filter((kind) => found[kind])
}
