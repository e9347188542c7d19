import { inject } from 'vue'
import { useI18n } from 'vue-i18n'
import { undoOfferedMs } from '../../../../shared/observation/undo/apply-undo.ts'
import type { VisibleObservation } from '../../../../shared/observation/visible-observation.ts'
import { useUndo } from '../../../ui/announcements/use-undo.ts'
import { problemWords } from '../../../ui/messages/problem-words.ts'
import { useReaderStore } from '../connection/reader-store.ts'
import { requireDeskServices } from '../connection/require-services.ts'
import { useListStore } from '../list/list-store.ts'
import { useOpenedStore } from '../panel/opened-store.ts'
import { useDeskWords } from '../words/use-desk-words.ts'

/** Offers for a moment to take back what was just saved, and says what came of it. */
export function useUndoChange() {
  const { t } = useI18n()
  const words = useDeskWords()
  const { push } = requireDeskServices(inject)
  const opened = useOpenedStore()
  const list = useListStore()
  const { offerUndo } = useUndo()
  const readAlone = useReadAlone()

  const say = (said: string, icon: 'undo' | 'error') =>
    offerUndo({ words: said, icon, lastsMs: undoOfferedMs })

  /** It waits for no connection, because by then it could not be taken back. */
  async function takeBack({ id, walkId }: VisibleObservation, changedAt: string) {
    const args = { observationId: id, changedAt }
    const answer = await push.send({ space: walkId, name: 'observation.undo@1', args })
    if (answer.state === 'unsent') push.forget(answer.id)
    if (opened.id === id) await opened.refresh()
    if (opened.observation?.id === id) list.replaceRow(opened.observation)
    else await readAlone(id)
    if (answer.state === 'applied') say(t('desk.change.undone'), 'undo')
    else if (answer.state === 'refused') say(problemWords(t, answer.problem), 'error')
    else say(t('desk.change.undoUnsent'), 'error')
  }

  /** What somebody else has changed since is not offered. */
  async function offerFor(id: string): Promise<void> {
    const observation = opened.observation?.id === id ? opened.observation : await readAlone(id)
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

/** Reads one observation for its row in the list, also when another one is open. */
function useReadAlone() {
  const desk = useReaderStore()
  const list = useListStore()
  return async (id: string): Promise<VisibleObservation | null> => {
    const answer = await desk.ask('readObservation', { params: { id } })
    if (answer.state !== 'answered') return null
    list.replaceRow(answer.value)
    return answer.value
  }
}
