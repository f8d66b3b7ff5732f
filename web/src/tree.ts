// The organisations as a tree, in the order in which they came.
import type { Org } from './api/types'

export interface Branch {
  id: string
  label: string
  own: Org
  children: Branch[]
}

export function grow(orgs: Org[]): Branch[] {
  const branches = new Map(orgs.map((own) => [own.id, { id: own.id, label: own.name, own, children: [] } as Branch]))
  const roots: Branch[] = []
  for (const branch of branches.values()) {
    const above = branch.own.parent ? branches.get(branch.own.parent) : undefined
    ;(above?.children ?? roots).push(branch)
  }
  return roots
}
