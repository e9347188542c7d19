interface ModuleGraph {
  getModuleInfo: (id: string) => { importedIds: readonly string[] } | null
}

/**
 * Names the chunk of what several pages share and one of `starts` (module ids) imports, directly or not: one file instead of a dozen,
 * since a phone asks its worker for each. What only later pages share is none of it: nobody who makes a pin waits for a list.
 */
export function startChunk(
  name: string,
  starts: readonly string[],
): (id: string, graph: ModuleGraph) => string | null {
  let atStart: Set<string> | undefined
  return (id, graph) => {
    atStart ??= importsOf(starts, graph)
    return atStart.has(id) ? name : null
  }
}

function importsOf(starts: readonly string[], graph: ModuleGraph): Set<string> {
  const found = new Set<string>()
  const queue = [...starts]
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    if (found.has(id)) continue
    found.add(id)
    queue.push(...(graph.getModuleInfo(id)?.importedIds ?? []))
  }
  return found
}
