import { searchOperations, type OperationKind } from '../../../catalogue';
import { nearest } from '../plain/nearest';

const LONGEST_ID_LENGTH = 100;
const LIKELY_COUNT = 3;

/** What to do about an ID that no operation has: those that may be meant, by spelling and by words. */
export async function describeLikely(id: string, kind: OperationKind): Promise<string> {
	const words = id
		.slice(0, LONGEST_ID_LENGTH)
		.replace(/^(?:get|post|put|patch|delete)(?=[A-Z])|By\w*Id\b/g, ' ')
		.replace(/([a-z])(?=[A-Z])/g, '$1 ');
	const found = (await searchOperations(kind, words)).map((one) => one.id);
	const near = nearest(id, found);
	const likely = [...new Set([...(near === undefined ? [] : [near]), ...found])];
	const isTold = words.trim() !== '' && likely.length > 0;
	const meant = isTold ? `Did you mean ${likely.slice(0, LIKELY_COUNT).join(', ')}? ` : '';
	return `${meant}Choose one from the list, or search with Find Operations. Ids look like getServiceTickets; upper and lower case count`;
}
