import { permit } from '@/lib/auth/permissions'
import { ChangeError } from '@/lib/changes/errors'
import type { PublisherDetails } from '@/lib/contracts/api/publisher-reads'
import { readExemptions } from './exemption-rows'
import type { ReadContext } from './read-context'

const ONE = `SELECT id, name, (SELECT count(*)::int FROM projects WHERE publisher_id = $1) AS projects,
  (SELECT count(*)::int FROM sections WHERE publisher_id = $1) AS sections FROM publishers WHERE id = $1`

/** A publisher with its exemptions by feature. @throws ChangeError `forbidden`, `publisher_not_found` */
export async function getPublisher({ pool, principal }: ReadContext, id: string): Promise<PublisherDetails> {
  permit(principal, 'read_rollouts')
  const { rows } = await pool.query<Omit<PublisherDetails, 'exemptions'>>(ONE, [id])
  if (rows[0] === undefined) throw new ChangeError('publisher_not_found', 'There is no publisher of this id.')
  const which = 'WHERE e.publisher_id = $1 AND f.archived_at IS NULL ORDER BY f.name'
  return { ...rows[0], exemptions: [...(await readExemptions(pool, which, [id]))] }
}
