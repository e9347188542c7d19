import { chmod, mkdtemp } from 'node:fs/promises'
import { join } from 'node:path'

/** A data folder of its own below `folder`, which the database may enter as another user. */
export async function dataFolder(folder: string, name: string): Promise<string> {
  const made = await mkdtemp(join(folder, `${name}-`))
  await chmod(made, 0o755)
  return made
}

/** How many observations the coordinator of the demo sees. */
export async function observationsAt(origin: string): Promise<number> {
  const session = await fetch(`${origin}/api/sessions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ email: 'koordinator@demo.lygte.dk', password: 'lygte-demo' }),
  })
  const cookie = session.headers.get('set-cookie')?.split(';')[0] ?? ''
  const answer = await fetch(`${origin}/api/observations`, { headers: { cookie } })
  return ((await answer.json()) as { total: number }).total
}
