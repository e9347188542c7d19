import { ink } from '../../paper/paper.ts'
import type { TextStyle } from './lines.ts'

/** Dark enough on white for small text: 7.5 to 1 (WCAG 1.4.6). */
const quietInk = '#555555'

export const rule = '#b8b8b8'

const style = (size: number, leading: number, change: Partial<TextStyle> = {}): TextStyle => ({
  ...{ face: 'plain', size, leading, color: ink },
  ...change,
})

export const styles = {
  title: style(26, 32, { face: 'bold' }),
  subtitle: style(11.5, 16, { color: quietInk }),
  heading2: style(16, 21, { face: 'bold' }),
  heading3: style(12, 16, { face: 'bold' }),
  body: style(10.5, 15),
  quiet: style(9.5, 13.5, { color: quietInk }),
  caption: style(9, 12.5, { color: quietInk }),
  tableCaption: style(10.5, 15, { face: 'bold' }),
  head: style(8.5, 11.5, { face: 'bold', color: quietInk }),
  cell: style(9, 12.5),
  rowName: style(9, 12.5, { face: 'bold' }),
  spreadTitle: style(9.5, 12.5, { face: 'bold' }),
  count: style(9, 11, { face: 'bold' }),
  label: style(8, 10, { color: quietInk }),
  footer: style(8, 11, { color: quietInk }),
} as const satisfies Record<string, TextStyle>
