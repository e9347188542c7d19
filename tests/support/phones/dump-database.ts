/** Everything in a database, stores, keys and values, as comparable data. */
export async function dumpDatabase(
  factory: IDBFactory,
  name: string,
): Promise<Record<string, [unknown, unknown][]>> {
  const database = await asPromise(factory.open(name))
  const contents: Record<string, [unknown, unknown][]> = {}
  const names = [...database.objectStoreNames]
  if (names.length > 0) {
    const transaction = database.transaction(names, 'readonly')
    for (const store of names) {
      const objects = transaction.objectStore(store)
      const keys = await asPromise(objects.getAllKeys())
      const values: unknown[] = await asPromise(objects.getAll())
      contents[store] = keys.map((key, index) => [key, readable(values[index])])
    }
  }
  database.close()
  return contents
}

const readable = (value: unknown): unknown =>
  value instanceof ArrayBuffer ? Buffer.from(value).toString('base64') : value

function asPromise<T>(request: IDBRequest<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    request.addEventListener('success', () => resolve(request.result))
    request.addEventListener('error', () => reject(request.error ?? new Error('request failed')))
  })
}
