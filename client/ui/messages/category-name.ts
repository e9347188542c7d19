import { findCategory } from '../../../shared/observation/categories.ts'

/** Message key of a category; ids from a newer server read "other topic" (sync.md §1.3). */
export const categoryKey = (categoryId: string): string =>
  findCategory(categoryId) ? `category.${categoryId}` : 'category.unknown'
