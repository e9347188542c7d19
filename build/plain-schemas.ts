import type { Plugin } from 'vite'
import { mutationSchemas } from '../shared/sync/mutation.ts'

const file = /\/client\/local\/outbox\/mutation-schemas\.ts$/

/** Writes the schemas of mutations into the client as plain data: the builder they are made with is 23 kB of the capture route's 180. */
export const plainSchemas = (): Plugin => ({
  name: 'lygte-plain-schemas',
  enforce: 'pre',
  load: (id) =>
    file.test(id) ? `export const mutationSchemas = ${JSON.stringify(mutationSchemas)}` : null,
})
