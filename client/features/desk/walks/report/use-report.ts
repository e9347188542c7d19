import { computed, inject, onMounted, ref, shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Body, Reply } from '../../../../../shared/contract/api-contract.ts'
import type { Uuid } from '../../../../../shared/identifiers.ts'
import type { Problem } from '../../../../../shared/problem.ts'
import { editReport, mayLeaveOut } from '../../../../../shared/report/edit-report.ts'
import type { ReportPartName } from '../../../../../shared/report/report-document.ts'
import type { Language } from '../../../../../shared/text/language.ts'
import { useReaderStore } from '../../connection/reader-store.ts'
import { requireDeskServices } from '../../connection/require-services.ts'

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
  const desk = useReaderStore()
  const { push } = requireDeskServices(inject)
  const { locale } = useI18n()
  const read = shallowRef<Reply<'readReports'> | null>(null)
  const hasFailed = ref(false)
  const form = ref<ReportForm>({
    ...{ language: locale.value as Language, above: '', below: '', reasons: {} },
  })

  async function load(): Promise<void> {
    const query = { lang: form.value.language }
    const asked = await desk.ask('readReports', { params: { id: walkId }, query })
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
  const making = useMaking(walkId, { newId: () => push.newId(), load })
  const make = () =>
    making.make({
      ...{ base: versions.value.length, language: form.value.language },
      ...edits.value,
    })
  return { read, hasFailed, form, draft, versions, load, ...making, make }
}

interface MakingOptions {
  newId: () => Uuid
  load: () => Promise<void>
}

type Wanted = Omit<Body<'makeReport'>, 'id'>

function useMaking(walkId: Uuid, { newId, load }: MakingOptions) {
  const desk = useReaderStore()
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
    id ??= newId()
    const asked = await desk.ask('makeReport', { params: { id: walkId }, body: { id, ...wanted } })
    if (asked.state === 'unanswered') trouble.value = { state: 'unsent' }
    else id = null
    if (asked.state === 'refused') trouble.value = { state: 'refused', problem: asked.problem }
    if (asked.state === 'answered') madeVersion.value = asked.value.version
    if (asked.state !== 'unanswered') await load()
    isMaking.value = false
  }
  return { isMaking, madeVersion, trouble, make }
}
