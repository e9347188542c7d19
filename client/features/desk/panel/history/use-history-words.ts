import { useI18n } from 'vue-i18n'
import { walkRoles } from '../../../../../shared/access/roles.ts'
import type { HistoryLine } from './history-lines.ts'
import { useDeskWords } from '../../words/use-desk-words.ts'

/** Writes the lines of the history as sentences: "Kommune flyttede fra Politi til By og Land, frist 12. nov.". */
export function useHistoryWords() {
  const { t } = useI18n()
  const words = useDeskWords()
  const step = useStepWords()

  /** Officials sign for their party; of walkers history has the role and never the name (migration 0004). */
  function who(line: HistoryLine): string {
    if (line.byKind === 'system') return t('desk.history.system')
    if (line.byKind === 'account') return line.by
    const role = walkRoles.find((one) => one === line.by) ?? 'walker'
    return t(`desk.walkRole.${role}`)
  }

  function when(line: HistoryLine): string {
    const received = words.formats.value.dateTime(line.at)
    if (line.captured === null) return received
    const key = line.captured.isEstimated ? 'capturedEstimated' : 'captured'
    return `${received} · ${t(`desk.history.${key}`, { time: words.when(line.captured.at) })}`
  }

  function what(line: HistoryLine): string {
    const done = stepOf(line)
    return line.isAfterWithdrawal ? t('desk.history.after-withdrawal', { step: done }) : done
  }

  function stepOf(line: HistoryLine): string {
    switch (line.kind) {
      case 'status-set':
        return step.statusWords(line)
      case 'assigned':
        return [step.assignWords(line), step.dueWords(line)].filter(Boolean).join(', ')
      case 'given-back':
        return step.givenBackWords(line)
      case 'undone':
        return step.undoneWords(line)
      case 'edited':
      case 'suggested':
        return t(`desk.history.${line.kind}`, { fields: step.fieldWords(line) })
      case 'verified-on-site':
        return step.verdictWords(line)
      case 'commented':
        return t(
          line.audience ? `desk.history.commented-${line.audience}` : 'desk.history.commented',
        )
      default:
        return t(`desk.history.${line.kind}`)
    }
  }

  return { who, when, what }
}

/** From what to what: status, party and date. */
function useStepWords() {
  const { t } = useI18n()
  const words = useDeskWords()
  const day = words.shortDay

  function statusWords({ from, to }: HistoryLine): string {
    if (to === null) return t('desk.history.unknown')
    if (from === null) return t('desk.history.status-only', { to: words.status(to) })
    if (from === to) return t('desk.history.same-status', { to: words.status(to) })
    return t('desk.history.status-set', { from: words.status(from), to: words.status(to) })
  }

  function assignWords({ fromParties, toParties }: HistoryLine): string {
    const parties = words.parties(toParties)
    const isSame = fromParties.join() === toParties.join()
    return fromParties.length === 0 || isSame
      ? t('desk.history.assigned', { parties })
      : t('desk.history.assigned-again', { before: words.parties(fromParties), parties })
  }

  function dueWords({ fromDue, toDue }: HistoryLine): string {
    if (fromDue === toDue) return ''
    if (toDue === null) return t('desk.history.due-removed')
    return fromDue === null
      ? t('desk.history.due-set', { to: day(toDue) })
      : t('desk.history.due-moved', { from: day(fromDue), to: day(toDue) })
  }

  function givenBackWords({ fromParties, toParties }: HistoryLine): string {
    const left = fromParties.filter((id) => !toParties.includes(id))
    return t('desk.history.given-back', { parties: words.parties(left) })
  }

  const undoneWords = ({ from, to }: HistoryLine) =>
    to === null || from === to
      ? t('desk.history.undone')
      : t('desk.history.undone-status', { to: words.status(to) })

  /** The status is said only where it moved. */
  function verdictWords(line: HistoryLine): string {
    const said = line.verdict
      ? t(`desk.history.verified.${line.verdict}`)
      : t('desk.history.unknown')
    return line.to === null ? said : `${said}, ${statusWords(line)}`
  }

  const fieldWords = ({ fields }: HistoryLine) =>
    words.listed(fields.map((field) => t(`desk.field.${field}`)))

  const step = { statusWords, assignWords, dueWords, givenBackWords, undoneWords }
  return { ...step, verdictWords, fieldWords }
}
