import { readFileSync } from 'node:fs'
import { PMTiles } from 'pmtiles'
import { demoMap } from '../repository.ts'

export const mapFiles: Record<string, string> = {
  sindal: demoMap('sindal'),
  aalborg: demoMap('aalborg'),
}

export function openPmtiles(name: string): PMTiles {
  const bytes = readFileSync(mapFiles[name] ?? name)
  const buffer = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)
  return new PMTiles({
    getKey: () => name,
    getBytes: async (offset, length) => ({ data: buffer.slice(offset, offset + length) }),
  })
}
