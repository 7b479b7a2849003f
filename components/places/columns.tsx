import type { Column } from '@/components/ui/data-table'
import type { ProjectItem, PublisherItem, SectionItem } from '@/lib/contracts/api/place-reads'
import { PlaceLink } from './place-link'
import { counted, NOUNS } from './place-words'

const none = <span className="text-muted">None</span>

export const PUBLISHER_COLUMNS: readonly Column<PublisherItem>[] = [
  {
    id: 'name',
    heading: 'Publisher',
    role: 'row-header',
    className: 'min-w-40',
    cell: ({ id, name }) => (
      <PlaceLink to="publishers" id={id}>
        {name}
      </PlaceLink>
    ),
  },
  { id: 'id', heading: 'Id', className: 'w-1/3', cell: ({ id }) => <bdi className="font-mono text-12">{id}</bdi> },
]

function commonColumns<Item extends ProjectItem>(to: 'projects' | 'sections'): readonly Column<Item>[] {
  return [
    {
      id: 'title',
      heading: to === 'projects' ? 'Project' : 'Section',
      role: 'row-header',
      className: 'min-w-40 @wide:w-1/4',
      cell: ({ id, title }) => (
        <PlaceLink to={to} id={id}>
          {title}
        </PlaceLink>
      ),
    },
    { id: 'id', heading: 'Id', className: 'w-24', cell: ({ id }) => <bdi className="font-mono text-12">{id}</bdi> },
  ]
}

function publisherColumn<Item extends ProjectItem>(): Column<Item> {
  return {
    id: 'publisher',
    heading: 'Publisher',
    className: 'min-w-32',
    cell: ({ publisher }) =>
      publisher === null ? (
        none
      ) : (
        <PlaceLink to="publishers" id={publisher.id}>
          {publisher.name}
        </PlaceLink>
      ),
  }
}

function optedInColumn<Item extends ProjectItem>(): Column<Item> {
  return {
    id: 'opted-in',
    heading: 'Opted in to',
    align: 'end',
    className: 'min-w-28 whitespace-nowrap',
    cell: ({ optedIn }) => (optedIn === 0 ? none : counted(optedIn, NOUNS.features)),
  }
}

const projectColumn: Column<SectionItem> = {
  id: 'project',
  heading: 'Project',
  className: 'min-w-32',
  cell: ({ project }) =>
    project === null ? (
      none
    ) : (
      <PlaceLink to="projects" id={project.id}>
        {project.title}
      </PlaceLink>
    ),
}

/** The columns of projects; `owned`: on the page of their publisher. */
export const projectColumns = (among: 'all' | 'owned'): readonly Column<ProjectItem>[] => [
  ...commonColumns<ProjectItem>('projects'),
  ...(among === 'all' ? [publisherColumn<ProjectItem>()] : []),
  optedInColumn(),
]

/** The columns of sections; on the page of their publisher or their project without it. */
export const sectionColumns = (among: 'all' | 'publisher' | 'project'): readonly Column<SectionItem>[] => [
  ...commonColumns<SectionItem>('sections'),
  ...(among === 'project' ? [] : [projectColumn]),
  ...(among === 'all' ? [publisherColumn<SectionItem>()] : []),
  optedInColumn(),
]
