import { nextTick } from 'vue'

/** Moves the focus to the first field of a form that shows an error, once it is shown. */
export async function focusFirstError(form: HTMLElement | null): Promise<void> {
  await nextTick()
  const control = ':is(input, select, textarea):not([tabindex="-1"])'
  form?.querySelector<HTMLElement>(`.form-error ${control}`)?.focus()
}
