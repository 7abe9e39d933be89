import type { OperationTemplate } from '../types';

/** Lists of records of several kinds: notes with time entries, whatever uses a record. */
const MIXED_LIST = /\/(allNotes|usages|usages\/list)\/?$/i;

/** An id alone names no record of such a list; `path` as a template or filled in. */
export function hasSharedIds(path: string): boolean {
	return MIXED_LIST.test(path);
}

/** Reads a list page by page, whatever its label says. */
export function isList({ method, response, isPaged }: OperationTemplate): boolean {
	return method === 'GET' && response.kind === 'array' && isPaged;
}

/** A list in which each record can be told by its id. */
export function isListOfRecords(template: OperationTemplate): boolean {
	return isList(template) && template.hasIntegerId && !hasSharedIds(template.path);
}
