/**
 * Hands a file to the person: by the share sheet where files can be shared (installed iOS apps download nothing), else as a
 * download. Returns false when the person closed the share sheet.
 */
export async function saveFile(content: Blob, name: string): Promise<boolean> {
  const file = new File([content], name, { type: content.type })
  const isPhone = window.matchMedia('(pointer: coarse)').matches
  if (isPhone && navigator.canShare?.({ files: [file] })) {
    try {
      await navigator.share({ files: [file] })
      return true
    } catch (error) {
      if (error instanceof DOMException && error.name === 'AbortError') return false
    }
  }
  const address = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = address
  link.download = name
  link.click()
  // The download has started when the next task runs; Safari needs the address a moment longer.
  setTimeout(() => {
    URL.revokeObjectURL(address)
  }, 60_000)
  return true
}
