import type { Answer, Observation } from '../../shared/observation/observation.ts'
import type { VerifiedBy } from '../../shared/observation/verification/verification.ts'

/** What is left of an observation when nobody is to be found in it: no author, no names of walkers, no photos. */
export const withoutPerson = ({
  corrections: _,
  lastChange: __,
  ...observation
}: Observation): Observation => ({
  ...observation,
  ...beforeLinkOf(observation, withoutWalker),
  authorClientId: null,
  authorName: null,
  photos: [],
  ...seenTooOf(observation),
  ...verifiedByOf(observation, ({ clientId: _, ...known }) => known),
  answer: observation.answer && withoutWalker(observation.answer),
  comments: observation.comments.map(({ authorClientId, ...comment }) =>
    authorClientId === undefined ? withoutWalker(comment) : { ...comment, by: '' },
  ),
})

/** How many they were stays, and how it felt to them. */
const seenTooOf = ({ seenToo }: Observation): Pick<Observation, 'seenToo'> =>
  seenToo ? { seenToo: seenToo.map(({ clientId: _, ...said }) => said) } : {}

/** What was seen and when stays. */
const verifiedByOf = (
  { verifiedBy }: Observation,
  change: (known: VerifiedBy) => VerifiedBy,
): Pick<Observation, 'verifiedBy'> => (verifiedBy ? { verifiedBy: verifiedBy.map(change) } : {})

const withoutFormerWords = ({ followUpId, before }: VerifiedBy): VerifiedBy => ({
  followUpId,
  ...(before
    ? { before: { ...before, answer: before.answer && withoutWords(before.answer) } }
    : {}),
})

const remarksOf = ({ verifications }: Observation): Pick<Observation, 'verifications'> =>
  verifications ? { verifications: verifications.map((one) => ({ ...one, remark: '' })) } : {}

/** The dates that were promised stay. */
const movesOf = ({ movedDates }: Observation): Pick<Observation, 'movedDates'> =>
  movedDates ? { movedDates: movedDates.map((move) => ({ ...move, reason: '' })) } : {}

/** Who gave it back, when and for which reason stays. */
const givenBackOf = ({ givenBack }: Observation): Pick<Observation, 'givenBack'> =>
  givenBack ? { givenBack: givenBack.map((one) => ({ ...one, text: '' })) } : {}

const beforeLinkOf = (
  { beforeLink }: Observation,
  change: (answer: Answer) => Answer,
): Pick<Observation, 'beforeLink'> =>
  beforeLink
    ? { beforeLink: { ...beforeLink, answer: beforeLink.answer && change(beforeLink.answer) } }
    : {}

/** Only people on the walk have a role there; officials sign as their party. */
const withoutWalker = <Signed extends { by: string; byRole?: unknown }>(signed: Signed): Signed =>
  signed.byRole === undefined ? signed : { ...signed, by: '' }

/** The same without what people wrote: kind, place on the map, status and dates stay for the municipality's counts. */
export const withoutTexts = (observation: Observation): Observation => ({
  ...withoutPerson(observation),
  ...beforeLinkOf(observation, withoutWords),
  ...verifiedByOf(observation, withoutFormerWords),
  ...remarksOf(observation),
  ...movesOf(observation),
  ...givenBackOf(observation),
  place: '',
  text: '',
  comments: [],
  suggestions: [],
  answer: observation.answer && withoutWords(observation.answer),
})

const withoutWords = (answer: Answer): Answer => ({ ...withoutWalker(answer), text: '' })
