import { ApiError } from '../../core/errors.js';

/** The most entries of one page of a list. */
export const MAX_PAGE = 100;

/** A list's `first`; BAD_USER_INPUT where it is no size of a page. */
export function pageSize(first: number): number {
  if (first < 1 || first > MAX_PAGE)
    throw new ApiError('BAD_USER_INPUT', `first must be between 1 and ${MAX_PAGE}.`);
  return first;
}
