import { changeDirectory } from '@/lib/changes/change-directory'
import { removeFromDirectory } from '@/lib/changes/remove-from-directory'
import * as directory from '@/lib/contracts/api/directory'
import { changed, type Endpoint, endpoint } from './endpoint'

export const directoryEndpoints: readonly Endpoint[] = [
  endpoint(directory.changeAccountOperation, async ({ context, params: { type: kind, id }, body }) =>
    changed(await changeDirectory(context, { kind, id }, body)),
  ),
  endpoint(directory.removeAccountOperation, async ({ context, params: { type: kind, id } }) =>
    changed(await removeFromDirectory(context, { kind, id })),
  ),
  endpoint(directory.changePublisherOperation, async ({ context, params: { id }, body }) =>
    changed(await changeDirectory(context, { kind: 'publisher', id }, body)),
  ),
  endpoint(directory.removePublisherOperation, async ({ context, params: { id } }) =>
    changed(await removeFromDirectory(context, { kind: 'publisher', id })),
  ),
  endpoint(directory.changeProjectOperation, async ({ context, params: { id }, body }) =>
    changed(await changeDirectory(context, { kind: 'project', id }, body)),
  ),
  endpoint(directory.removeProjectOperation, async ({ context, params: { id } }) =>
    changed(await removeFromDirectory(context, { kind: 'project', id })),
  ),
  endpoint(directory.changeSectionOperation, async ({ context, params: { id }, body }) =>
    changed(await changeDirectory(context, { kind: 'section', id }, body)),
  ),
  endpoint(directory.removeSectionOperation, async ({ context, params: { id } }) =>
    changed(await removeFromDirectory(context, { kind: 'section', id })),
  ),
]
