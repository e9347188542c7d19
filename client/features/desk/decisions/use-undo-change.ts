import { useI18n } from 'vue-i18n'
import { undoOfferedMs } from '../../../../shared/observation/undo/apply-undo.ts'
import type { VisibleObservation } from '../../../../shared/observation/visible-observation.ts'
import { useUndo } from '../../../ui/announcements/use-undo.ts'
import { problemWords } from '../../../ui/messages/problem-words.ts'
import { useDeskWords } from '../words/use-desk-words.ts'
import { useChangesStore } from './changes-store.ts'

/** Offers for a moment to take back what was just saved, and says what came of it. */
export function useUndoChange() {
  const { t } = useI18n()
  const words = useDeskWords()
  const changes = useChangesStore()
  const { offerUndo } = useUndo()

  const say = (said: string, icon: 'undo' | 'error') =>
    offerUndo({ words: said, icon, lastsMs: undoOfferedMs })

  async function takeBack(observation: VisibleObservation, changedAt: string) {
    const answer = await changes.takeLastBack(observation, changedAt)
    if (answer.state === 'applied') say(t('desk.change.undone'), 'undo')
    else if (answer.state === 'refused') say(problemWords(t, answer.problem), 'error')
    else say(t('desk.change.undoUnsent'), 'error')
  }

  /** What somebody else has changed since is not offered. */
  async function offerFor(id: string): Promise<void> {
    const observation = await changes.present(id)
    if (!observation) return
    const { category, number, undoableAt } = observation
    const said = t('desk.change.savedOne', { category: words.category(category), number })
    offerUndo({
      ...{ words: said, icon: 'check' as const, lastsMs: undoOfferedMs },
      ...(undoableAt && { undo: () => takeBack(observation, undoableAt) }),
    })
  }

  return { offerFor }
}
