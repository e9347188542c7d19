import { computed, inject, onMounted, onScopeDispose, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Body, Reply } from '../../../shared/contract/api-contract.ts'
import type { Uuid } from '../../../shared/identifiers.ts'
import type { Problem } from '../../../shared/problem.ts'
import { editReport, mayLeaveOut } from '../../../shared/report/edit-report.ts'
import type { ReportVersion } from '../../../shared/report/report-version.ts'
import type { ReportPartName } from '../../../shared/report/report-document.ts'
import type { Language } from '../../../shared/text/language.ts'
import { reportSourceKey, type ReportSource } from './report-source.ts'

/** What a person writes for the next version. */
export interface ReportForm {
  language: Language
  above: string
  below: string
  /** Reasons by part; an empty one keeps the part. */
  reasons: Partial<Record<ReportPartName, string>>
}

/** Why no version was made; `unsent` when no answer came. */
type MakeTrouble = { state: 'unsent' } | { state: 'refused'; problem: Problem }

/** The report of a walk: its versions, the draft of the next one, and making it. */
export function useReport(walkId: Uuid) {
  const source = inject(reportSourceKey) as ReportSource
  const { locale } = useI18n()
  const read = shallowRef<Reply<'readReports'> | null>(null)
  const hasFailed = ref(false)
  const form = ref<ReportForm>({
    ...{ language: locale.value as Language, above: '', below: '', reasons: {} },
  })

  async function load(): Promise<void> {
    const query = { lang: form.value.language }
    const asked = await source.ask('readReports', { params: { id: walkId }, query })
    hasFailed.value = asked.state !== 'answered'
    if (asked.state === 'answered') read.value = asked.value
  }
  onMounted(load)
  watch(() => form.value.language, load)

  const edits = computed(() => {
    const reasons = Object.entries(form.value.reasons) as [ReportPartName, string][]
    const leftOut = reasons
      .map(([part, reason]) => ({ part, reason: reason.trim() }))
      .filter(({ part, reason }) => mayLeaveOut(part) && reason !== '')
    return { above: form.value.above.trim(), below: form.value.below.trim(), leftOut }
  })
  const draft = computed(() =>
    read.value?.draft ? editReport(read.value.draft, edits.value) : null,
  )
  const versions = computed(() => read.value?.versions ?? [])
  const making = useMaking(walkId, { source, load })
  const make = () =>
    making.make({
      ...{ base: versions.value.length, language: form.value.language },
      ...edits.value,
    })
  async function setJournalNumber(version: number, journalNumber: string | null) {
    const params = { id: walkId, version }
    const asked = await source.ask('setJournalNumber', { params, body: { journalNumber } })
    if (asked.state === 'answered') await load()
    return asked
  }
  useFollowing(() => versions.value, load)
  return { read, hasFailed, form, draft, versions, load, ...making, make, setJournalNumber }
}

const followMs = 2_000

/** While files of a version are being written, reads again how far they are. */
function useFollowing(versions: () => readonly ReportVersion[], load: () => Promise<void>) {
  let timer: ReturnType<typeof setTimeout> | undefined
  watch(versions, (now) => {
    clearTimeout(timer)
    const isWriting = now.some(({ files }) => files.some(({ state }) => state === 'waiting'))
    if (isWriting) timer = setTimeout(() => void load(), followMs)
  })
  onScopeDispose(() => {
    clearTimeout(timer)
  })
}

interface MakingOptions {
  source: ReportSource
  load: () => Promise<void>
}

type Wanted = Omit<Body<'makeReport'>, 'id'>

function useMaking(walkId: Uuid, { source, load }: MakingOptions) {
  const isMaking = ref(false)
  const madeVersion = ref<number | null>(null)
  const trouble = shallowRef<MakeTrouble | null>(null)
  // Kept until an answer comes, so that pressing again makes no second version.
  let id: Uuid | null = null

  async function make(wanted: Wanted) {
    if (isMaking.value) return
    isMaking.value = true
    trouble.value = null
    madeVersion.value = null
    id ??= source.newId()
    const asked = await source.ask('makeReport', {
      params: { id: walkId },
      body: { id, ...wanted },
    })
    if (asked.state === 'unanswered') trouble.value = { state: 'unsent' }
    else id = null
    if (asked.state === 'refused') trouble.value = { state: 'refused', problem: asked.problem }
    if (asked.state === 'answered') madeVersion.value = asked.value.version
    if (asked.state !== 'unanswered') await load()
    isMaking.value = false
  }
  return { isMaking, madeVersion, trouble, make }
}
