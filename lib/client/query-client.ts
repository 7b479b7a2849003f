import { QueryCache, QueryClient } from '@tanstack/react-query'
import { RequestError } from './fetch-json'
import { tellSessionEnded } from './session-end'

const isAnswered = (error: Error) => error instanceof RequestError && error.status !== null && error.status < 500

/** The browser's store of answers, and the server's for one render. Events say what has changed, so little is asked twice. */
export function createQueryClient(): QueryClient {
  const onError = (error: Error) => {
    if (error instanceof RequestError && error.status === 401) tellSessionEnded()
  }
  return new QueryClient({
    queryCache: new QueryCache({ onError }),
    defaultOptions: {
      queries: {
        staleTime: 5000,
        retryDelay: 1000,
        retry: (failures, error) => failures < 1 && !isAnswered(error),
        // Without a network a question fails, and the page says so; it would wait in silence else.
        networkMode: 'always',
        refetchOnReconnect: true,
      },
    },
  })
}
