import { Skeleton, SkeletonRows } from '@/components/ui/skeleton'

/** A page's shape on the way to it. */
export function PageSkeleton() {
  return (
    <>
      <p className="sr-only">Reading the page …</p>
      <div className="mb-6 grid min-h-16 content-end gap-3">
        <Skeleton className="h-7 w-48" />
        <Skeleton className="h-4 w-80 max-w-full" />
      </div>
      <SkeletonRows label="Reading …" />
    </>
  )
}
