import { useI18n } from 'vue-i18n'
import { findCategory } from '../../../../shared/observation/categories.ts'
import { categoryKey } from '../../../ui/messages/category-name.ts'
import { searchCategories } from './category-search.ts'

/** Names in the language in use, and the search over them. */
export function useCategoryNames() {
  const { t } = useI18n()
  const nameOf = (id: string) => ({
    name: t(categoryKey(id)),
    group: t(`categoryGroup.${findCategory(id)?.group ?? 'andet'}`),
  })
  return { nameOf, search: (text: string) => searchCategories(text, nameOf) }
}
