import { join } from 'node:path'
import ts from 'typescript'
import { repositoryRoot } from '../repository.ts'

/** One column as `schema.ts` says it is. */
export interface TypedColumn {
  /** What a query reads: `string`, `number`, `boolean`, `Date`, `Uint8Array`, `string[]`, or `other` for JSON. */
  reads: string
  isNullable: boolean
  /** What an INSERT has to do with it. */
  insert: 'required' | 'optional' | 'never'
}

const probe = `
import type { Insertable, Selectable } from 'kysely'
import type { Database } from './schema.ts'
export type Read = { [Name in keyof Database]: Selectable<Database[Name]> }
export type Insert = { [Name in keyof Database]: Insertable<Database[Name]> }
`

/** Tables and columns of `server/store/database/schema.ts`, as the compiler sees them. */
export function readTypedTables(): Record<string, Record<string, TypedColumn>> {
  const { checker, file } = compileProbe()
  const typeNamed = (name: string) => {
    const declaration = file.statements.find(
      (one) => ts.isTypeAliasDeclaration(one) && one.name.text === name,
    )
    if (!declaration) throw new Error(`No type ${name}`)
    return checker.getTypeAtLocation(declaration)
  }
  const columnsOf = (type: ts.Type, table: ts.Symbol) => {
    const property = checker.getPropertyOfType(type, table.name)
    if (!property) throw new Error(`No table ${table.name}`)
    return checker.getTypeOfSymbol(property)
  }
  const [read, insert] = [typeNamed('Read'), typeNamed('Insert')]
  return Object.fromEntries(
    read.getProperties().map((table) => {
      const inserted = columnsOf(insert, table)
      const columns = columnsOf(read, table)
        .getProperties()
        .map((column) => {
          const type = checker.getTypeOfSymbol(column)
          const typed: TypedColumn = {
            reads: readsOf(checker, type),
            isNullable: isNullable(type),
            insert: insertOf(checker.getPropertyOfType(inserted, column.name)),
          }
          return [column.name, typed]
        })
      return [table.name, Object.fromEntries(columns) as Record<string, TypedColumn>]
    }),
  )
}

function compileProbe() {
  const folder = join(repositoryRoot, 'server/store/database')
  const path = join(folder, 'probe.ts')
  const options: ts.CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    allowImportingTsExtensions: true,
    target: ts.ScriptTarget.ESNext,
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
  }
  const host = ts.createCompilerHost(options)
  const { getSourceFile, fileExists, readFile } = host
  host.fileExists = (name) => name === path || fileExists.call(host, name)
  host.readFile = (name) => (name === path ? probe : readFile.call(host, name))
  host.getSourceFile = (name, ...rest) =>
    name === path
      ? ts.createSourceFile(name, probe, ts.ScriptTarget.ESNext)
      : getSourceFile.call(host, name, ...rest)
  const program = ts.createProgram([path], options, host)
  const file = program.getSourceFile(path)
  if (!file) throw new Error('The probe was not compiled')
  const [problem] = program.getSemanticDiagnostics(file)
  if (problem) throw new Error(ts.flattenDiagnosticMessageText(problem.messageText, '\n'))
  return { checker: program.getTypeChecker(), file }
}

const anything = ts.TypeFlags.Any | ts.TypeFlags.Unknown

const isNullable = (type: ts.Type): boolean =>
  (type.flags & anything) !== 0 ||
  (type.isUnion() && type.types.some(({ flags }) => (flags & ts.TypeFlags.Null) !== 0))

function readsOf(checker: ts.TypeChecker, type: ts.Type): string {
  const bare = checker.getNonNullableType(type)
  const fits = (other: ts.Type) => checker.isTypeAssignableTo(bare, other)
  if ((type.flags & anything) !== 0) return 'other'
  if (fits(checker.getStringType())) return 'string'
  if (fits(checker.getNumberType())) return 'number'
  if (fits(checker.getBooleanType())) return 'boolean'
  if (checker.isArrayType(bare)) {
    const [item] = checker.getTypeArguments(bare as ts.TypeReference)
    return item && checker.isTypeAssignableTo(item, checker.getStringType()) ? 'string[]' : 'other'
  }
  const name = bare.getSymbol()?.name ?? ''
  return ['Date', 'Uint8Array'].includes(name) ? name : 'other'
}

function insertOf(property: ts.Symbol | undefined): TypedColumn['insert'] {
  if (!property) return 'never'
  return (property.flags & ts.SymbolFlags.Optional) !== 0 ? 'optional' : 'required'
}
