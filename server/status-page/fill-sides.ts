/** Findings under one heading, written. */
export interface Section {
  /** The place in the page that a link leads to; empty for none. */
  anchor: string
  heading: string
  /** Heading of the part that goes on on the next side. */
  continued: string
  /** Beside the heading; empty for nothing. */
  count: string
  /** Instead of findings, where there are none. */
  note: string
  entries: readonly string[]
}

export interface Side {
  html: string
  /** Heading of what stands first. */
  first: string
  /** The places in it that links lead to. */
  anchors: readonly string[]
}

/** With the line break behind it. */
const sizeOf = (html: string): number => Buffer.byteLength(html) + 1

/** Puts sections on as many sides as they need, in order; a finding is never split. A side has one finding at least. */
export function fillSides(sections: readonly Section[], mostBytes: number): Side[] {
  const sides: Side[] = []
  let parts: Written[] = []
  let bytes = 0
  const close = () => {
    if (parts.length > 0) sides.push(sideOf(parts))
    parts = []
    bytes = 0
  }

  for (const section of sections) {
    for (const [index, written] of splitSection(section, mostBytes, () => bytes).entries()) {
      if (index > 0 || bytes + sizeOf(written.html) > mostBytes) close()
      parts.push(written)
      bytes += sizeOf(written.html)
    }
  }
  close()
  return sides
}

const sideOf = (parts: readonly Written[]): Side => ({
  html: parts.map(({ html }) => html).join('\n'),
  first: parts[0]?.heading ?? '',
  anchors: parts.flatMap(({ anchor }) => anchor || []),
})

interface Written {
  heading: string
  /** Empty where the section goes on. */
  anchor: string
  html: string
}

/** The parts of a section: the first one takes what is left of the side that is being filled, if a finding fits there. */
function splitSection(section: Section, mostBytes: number, used: () => number): Written[] {
  const parts: Written[] = []
  let entries: string[] = []
  const frame = sizeOf(writeSection(section, [''], true))
  let left = mostBytes - used() - frame
  const [head] = section.entries
  if (head !== undefined && sizeOf(head) > left) left = mostBytes - frame
  for (const entry of section.entries) {
    const size = sizeOf(entry)
    if (entries.length > 0 && size > left) {
      parts.push(partOf(section, entries, parts.length > 0))
      entries = []
      left = mostBytes - frame
    }
    entries.push(entry)
    left -= size
  }
  parts.push(partOf(section, entries, parts.length > 0))
  return parts
}

const partOf = (section: Section, entries: readonly string[], isContinued: boolean): Written => ({
  heading: section.heading,
  anchor: isContinued ? '' : section.anchor,
  html: writeSection(section, entries, isContinued),
})

function writeSection(
  { anchor, heading, continued, count, note }: Section,
  entries: readonly string[],
  isContinued: boolean,
): string {
  const id = anchor !== '' && !isContinued ? ` id="${anchor}" tabindex="-1"` : ''
  const title = `<div class="head"><h2>${isContinued ? continued : heading}</h2>${count ? `<span class="quiet">${count}</span>` : ''}</div>`
  const list = entries.length > 0 ? `<ol class="list">${entries.join('\n')}</ol>` : ''
  return `<section${id}>${title}${note ? `<p>${note}</p>` : ''}${list}</section>`
}
