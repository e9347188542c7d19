import { useI18n } from 'vue-i18n'
import { useRouter } from 'vue-router'
import type { Uuid } from '../../../../../shared/identifiers.ts'
import type { WalkArgs } from '../../../../../shared/walk/mutation-schemas.ts'
import { useAnnouncer } from '../../../../ui/announcements/use-announcer.ts'
import { useWalkSend } from '../use-walk-send.ts'

/** Makes a walk out of another one as a draft, and opens its plan. `saying` is the key of what is announced. */
export function useMakeWalk(saying: string, onMade: () => void) {
  const { t } = useI18n()
  const router = useRouter()
  const { announce } = useAnnouncer()
  const { isSending, trouble, send, newId } = useWalkSend()
  /** Kept for a second press after a lost answer, so that two presses make one walk. */
  const walkId = newId()

  async function make(argsOf: (walkId: Uuid) => WalkArgs<'walk.create@1'>) {
    const answer = await send({ space: walkId, name: 'walk.create@1', args: argsOf(walkId) })
    const isThere =
      answer?.state === 'applied' ||
      (answer?.state === 'refused' && answer.problem.code === 'walk-exists')
    if (!isThere) return
    announce(t(saying))
    onMade()
    await router.push(`/desk/vandringer/${walkId}/plan`)
  }
  return { isSending, trouble, make }
}
