import { nextTick } from 'vue'

/** Moves the focus to the first field of a form that shows an error, once it is shown. */
export async function focusFirstError(form: HTMLElement | null): Promise<void> {
  await nextTick()
  const field = form?.querySelector('.form-error')
  const control = ':is(input, select, textarea, button):not([tabindex="-1"])'
  field?.querySelector<HTMLElement>(control)?.focus({ preventScroll: true })
  // With its label and the words of the error, which stand above it.
  field?.scrollIntoView({ block: 'nearest' })
}
