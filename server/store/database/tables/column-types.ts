import type { ColumnType } from 'kysely'

export type BigInteger = string | number | bigint
export type Int8 = ColumnType<string, BigInteger, BigInteger>
export type Int8Default = ColumnType<string, BigInteger | undefined, BigInteger>
export type Timestamptz = ColumnType<Date, Date | string, Date | string>
export type TimestamptzDefault = ColumnType<Date, Date | string | undefined, Date | string>
export type TimestamptzOrNull = ColumnType<
  Date | null,
  Date | string | null | undefined,
  Date | string | null
>
export type OrNull<T> = ColumnType<T | null, T | null | undefined, T | null>
export type Json<T> = ColumnType<T, string, string>
export type JsonDefault<T> = ColumnType<T, string | undefined, string>
