import { changing, making } from '../sync/mutation-entry.ts'
import * as rules from './apply-walk.ts'
import * as gathering from './gathering/apply-gathering.ts'
import { gatheringSchemas } from './gathering/mutation-schemas.ts'
import * as publication from './publication/apply-walk-publication.ts'
import { walkPublicationSchemas } from './publication/mutation-schemas.ts'
import { authoriseSay, say } from './said/apply-say.ts'
import { walkStepSchemas } from './mutation-schemas.ts'
import { creationSchemas, planSchemas } from './plan/mutation-schemas.ts'

const schemas = { ...creationSchemas, ...planSchemas, ...walkStepSchemas }

const one = {
  subject: 'walk',
  space: 'walk',
  target: ({ walkId }: { walkId: string }) => walkId,
  /** Whoever may push to a walk may know what it is. */
  isVisible: () => true,
} as const

export const walkMutations = [
  making({
    ...one,
    name: 'walk.create@1',
    schema: schemas['walk.create@1'],
    opensSpace: true,
    authorise: rules.authoriseCreate,
    apply: rules.create,
  }),
  changing({
    ...one,
    name: 'walk.edit@1',
    schema: schemas['walk.edit@1'],
    authorise: rules.authoriseEdit,
    apply: rules.edit,
  }),
  changing({
    ...one,
    name: 'walk.open@1',
    schema: schemas['walk.open@1'],
    authorise: rules.authoriseEdit,
    apply: rules.open,
  }),
  changing({
    ...one,
    name: 'walk.start@1',
    schema: schemas['walk.start@1'],
    authorise: rules.authoriseStart,
    apply: rules.start,
  }),
  changing({
    ...one,
    name: 'walk.close@1',
    schema: schemas['walk.close@1'],
    authorise: rules.authoriseClose,
    apply: rules.close,
  }),
  changing({
    ...one,
    name: 'walk.set-weather@1',
    schema: schemas['walk.set-weather@1'],
    // Whoever begins the walk is there.
    authorise: rules.authoriseStart,
    apply: rules.setWeather,
  }),
  changing({
    ...one,
    name: 'walk.say@1',
    schema: schemas['walk.say@1'],
    authorise: authoriseSay,
    apply: say,
  }),
  changing({
    ...one,
    name: 'walk.set-top@1',
    schema: gatheringSchemas['walk.set-top@1'],
    alsoReads: ({ findingId: id }: { findingId: string }) => [{ kind: 'observation', id }],
    authorise: gathering.authorise,
    apply: gathering.setTop,
  }),
  changing({
    ...one,
    name: 'walk.replace-top@1',
    schema: gatheringSchemas['walk.replace-top@1'],
    alsoReads: ({ top }: { top: readonly string[] }) =>
      top.map((id) => ({ kind: 'observation', id }) as const),
    authorise: gathering.authorise,
    apply: gathering.replaceTop,
  }),
  changing({
    ...one,
    name: 'walk.open-vote@1',
    schema: gatheringSchemas['walk.open-vote@1'],
    authorise: gathering.authorise,
    apply: gathering.openVote,
  }),
  changing({
    ...one,
    name: 'walk.close-vote@1',
    schema: gatheringSchemas['walk.close-vote@1'],
    authorise: gathering.authorise,
    apply: gathering.closeVote,
  }),
  changing({
    ...one,
    name: 'walk.approve-list@1',
    schema: gatheringSchemas['walk.approve-list@1'],
    authorise: gathering.authorise,
    apply: gathering.approveList,
  }),
  changing({
    ...one,
    name: 'walk.reopen-list@1',
    schema: gatheringSchemas['walk.reopen-list@1'],
    authorise: gathering.authorise,
    apply: gathering.reopenList,
  }),
  changing({
    ...one,
    name: 'walk.publish@1',
    schema: walkPublicationSchemas['walk.publish@1'],
    authorise: publication.authorise,
    apply: publication.publish,
  }),
  changing({
    ...one,
    name: 'walk.unpublish@1',
    schema: walkPublicationSchemas['walk.unpublish@1'],
    authorise: publication.authorise,
    apply: publication.unpublish,
  }),
] as const
