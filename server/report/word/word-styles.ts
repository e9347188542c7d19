import type { IStylesOptions } from 'docx'
import type { Language } from '../../../shared/text/language.ts'

const localeOf = { da: 'da-DK', en: 'en-GB' } as const
/** It is on every machine with an office suite; a Word file does not carry its font. */
const font = 'Calibri'

const heading = (halfPoints: number, before: number) => ({
  run: { font, size: halfPoints, bold: true, color: '1A1A1A' },
  paragraph: { spacing: { before, after: 80 }, keepNext: true },
})

/** Returns the styles of the file; its language is that of the report, so that Word checks and reads it rightly. Sizes are half points. */
export const wordStyles = (language: Language): IStylesOptions => ({
  default: {
    document: {
      run: { font, size: 21, language: { value: localeOf[language] } },
      paragraph: { spacing: { after: 100 } },
    },
    heading1: heading(48, 0),
    heading2: heading(30, 360),
    heading3: heading(24, 240),
    caption: { run: { size: 18, color: '555555' }, paragraph: { spacing: { after: 160 } } },
  },
  paragraphStyles: [
    {
      ...{ id: 'ReportQuiet', name: 'Report quiet', basedOn: 'Normal' },
      run: { size: 19, color: '555555' },
      paragraph: { spacing: { after: 60 } },
    },
    {
      ...{ id: 'ReportCell', name: 'Report cell', basedOn: 'Normal' },
      run: { size: 18 },
      paragraph: { spacing: { after: 0 } },
    },
  ],
})
