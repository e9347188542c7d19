import { isInsideBox, type BoundingBox } from '../geo.ts'
import { checkText } from '../observation/check-text.ts'
import { refuse, type Outcome } from '../problem.ts'
import type { WishWords } from './wish.ts'

/** Something before and after one @, and a dot in what comes after; more can only be known by writing there. */
const emailShape = /^[^\s@]+@[^\s@]+\.[^\s@]+$/

const textKinds = { place: 'place', why: 'purpose', asker: 'place', email: 'place' } as const
type TextField = keyof typeof textKinds

const isEmpty = (text: string): boolean => text.trim() === ''

/** Returns why a wish cannot be sent as it is, with the `field` that is to be mended; the same on the phone and on the server. */
export function problemWithWish(wish: WishWords, bounds: BoundingBox): Outcome<never> | undefined {
  const missing = missingIn(wish)
  if (missing) return refuse('needs-text', { field: missing })
  for (const field of Object.keys(textKinds) as TextField[]) {
    const checked = checkText(wish[field], textKinds[field])
    if (!checked.ok) return refuse(checked.problem.code, { ...checked.problem.detail, field })
  }
  if (!isEmpty(wish.email) && !emailShape.test(wish.email.trim())) {
    return refuse('invalid-arguments', { field: 'email' })
  }
  const isOutside = wish.point !== null && !isInsideBox(wish.point, bounds)
  return isOutside ? refuse('outside-area', { field: 'point' }) : undefined
}

/** The map is enough for the area, and so is a name. */
function missingIn({ place, point, why, asker }: WishWords): TextField | undefined {
  if (isEmpty(place) && point === null) return 'place'
  if (isEmpty(why)) return 'why'
  return isEmpty(asker) ? 'asker' : undefined
}
