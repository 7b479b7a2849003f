import { NotThere } from '@/components/shell/page-states'

export { metadata } from '../not-found'

export default function NotFound() {
  return <NotThere what="project" />
}
