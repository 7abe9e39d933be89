import {
	NodeOperationError,
	sleep,
	type IDataObject,
	type IExecuteFunctions,
	type INodeExecutionData,
} from 'n8n-workflow';
import { findOperation, loadTemplate, searchOperations, type SearchScope } from '../../catalogue';
import { quote } from '../../request/words/quote';
import { assertNoFixedExpression, readRaw } from '../parameters/checks/fixed';
import { KIND_NAMES } from '../parameters/operation/kinds';
import { ParameterError, show } from '../parameters/ParameterError';
import { readChoice } from '../parameters/plain/choices';
import { readCount } from '../parameters/plain/numbers';
import { toErrorItem, toNodeError } from '../run/nodeError';
import { describeOperation } from './describe';

const DEFAULT_COUNT = 5;
const SHOWN_QUERY_LENGTH = 120;
const SCOPES: readonly SearchScope[] = ['any', 'query', 'mutate', 'delete'];

interface Search {
	readonly words: string;
	readonly scope: SearchScope;
	readonly count: number;
}

/**
 * Answers each input item from the bundled catalogue; nothing is sent to ConnectWise, and no
 * credential is read.
 *
 * @throws NodeOperationError for an item that asks for nothing, unless the node continues on errors.
 */
export async function findOperations(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	/** Many items may ask the same. */
	const answers = new Map<string, IDataObject[]>();
	const found: INodeExecutionData[] = [];
	for (let itemIndex = 0; itemIndex < context.getInputData().length; itemIndex++) {
		if (context.getExecutionCancelSignal()?.aborted) {
			throw new NodeOperationError(context.getNode(), 'The execution was canceled');
		}
		try {
			const search = readSearch(context, itemIndex);
			const key = JSON.stringify(search);
			const answer = answers.get(key) ?? (await answerSearch(search));
			// Searching keeps the process busy: n8n gets a turn in between, e.g. to stop the execution.
			if (!answers.has(key)) await sleep(0);
			answers.set(key, answer);
			for (const json of answer) {
				found.push({ json: { ...json }, pairedItem: { item: itemIndex } });
			}
		} catch (error) {
			if (!context.continueOnFail()) throw toNodeError(context, error, itemIndex);
			found.push(toErrorItem(context, error, itemIndex));
		}
	}
	return found;
}

function readSearch(context: IExecuteFunctions, itemIndex: number): Search {
	const label = 'Words or Operation ID';
	assertNoFixedExpression(readRaw(context, 'query', itemIndex), label);
	const query: unknown = context.getNodeParameter('query', itemIndex, '');
	const words = typeof query === 'number' ? String(query) : (query ?? '');
	if (typeof words !== 'string') {
		throw new ParameterError(`${label} must be text, not ${show(query)}`, WHAT_TO_GIVE);
	}
	if (words.trim() === '') throw new ParameterError(`${label} is empty`, WHAT_TO_GIVE);
	const kind: unknown = context.getNodeParameter('kind', itemIndex, 'any');
	const most: unknown = context.getNodeParameter('maxOperations', itemIndex, DEFAULT_COUNT);
	return {
		words: words.trim(),
		scope: readChoice(kind, 'Kind', SCOPES, 'any'),
		count: readCount(most, 'Max Operations', DEFAULT_COUNT, 'Correct it, or leave it empty'),
	};
}

const WHAT_TO_GIVE =
	'Enter words for what you want to do, e.g. "create ticket" or "time entry", a piece of a path such as /service/tickets, or an operation ID such as getServiceTickets';

/** The operation with this id in full, else the best that fit the words, else what to try. */
async function answerSearch({ words, scope, count }: Search): Promise<IDataObject[]> {
	const exact = await findOperation(words);
	const found = exact ? [exact] : await searchOperations(scope, words);
	if (found.length === 0) return [await describeNothing(words, scope)];
	const isExact = found[0]?.id.toLowerCase() === words.toLowerCase() || exact !== undefined;
	const answers: IDataObject[] = [];
	for (const { id } of found.slice(0, isExact ? 1 : count)) {
		const template = await loadTemplate(id);
		if (!template) continue;
		const match = isExact ? {} : { match: `${answers.length + 1} of ${found.length}` };
		answers.push({ ...match, ...describeOperation(template, isExact) });
	}
	return answers;
}

async function describeNothing(words: string, scope: SearchScope): Promise<IDataObject> {
	const others = scope === 'any' ? [] : await searchOperations('any', words);
	const [best] = others;
	return {
		found: 0,
		searchedFor: quote(words, SHOWN_QUERY_LENGTH),
		next: best
			? `Nothing of this kind fits, but ${others.length} others do, e.g. ${best.id} (${best.label}), of ${KIND_NAMES[best.kind]}. Search with Kind set to Any`
			: "Nothing fits these words. Try fewer and plainer ones, in English and as ConnectWise calls the record: ticket, company, contact, configuration, agreement, time entry, opportunity. One word for the record and one for what to do are best, e.g. 'ticket note create'",
	};
}
