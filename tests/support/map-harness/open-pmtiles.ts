import { readFileSync } from 'node:fs'
import { PMTiles } from 'pmtiles'

/** Real maps beside the repository (their licences do not let them lie in it). */
export const mapFolder = new URL('../../../../shared/data/map/', import.meta.url)

export const mapFiles: Record<string, string> = {
  christianshavn: 'danish-towns/copenhagen-christianshavn.pmtiles',
  sindal: 'danish-towns/sindal.pmtiles',
  aalborg: 'aalborg/aalborg-odbl.pmtiles',
}

export function openPmtiles(name: string): PMTiles {
  const bytes = readFileSync(new URL(mapFiles[name] ?? name, mapFolder))
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)
  return new PMTiles({
    getKey: () => name,
    getBytes: async (offset, length) => ({ data: buffer.slice(offset, offset + length) }),
  })
}
