import { fitLabel, SHOWN_LENGTH } from './labels';
import type { OperationSummary } from '../types';

/** Of words in long names of records, where verb and parent would not be seen otherwise. */
const ABBREVIATIONS: ReadonlyArray<readonly [RegExp, string]> = [
	[/\bAccounts\b/, 'Accts.'],
	[/\bAssociations\b/, 'Assoc.'],
	[/\bCategories\b/, 'Cat.'],
	[/\bExclusions\b/, 'Excl.'],
	[/\bIntegrations\b/, 'Integr.'],
	[/\bKnowledge Base\b/, 'KB'],
	[/\bManagement\b/, 'Mgmt'],
	[/\bNotifications\b/, 'Notif.'],
	[/\bOpportunities\b/, 'Opport.'],
	[/\bPurchase Order\b/, 'PO'],
	[/\bSecurities\b/, 'Secur.'],
	[/\bTemplates\b/, 'Templ.'],
];
/** Parts of other records, which say nothing by themselves. */
const PART = /^(?:Count|Info|List|Usages)$/;

/**
 * The label with what matters in front, since n8n cuts the end: `Service › Tickets › Notes › Get Many`
 * as `Notes › Get Many (Tickets, Service)`.
 */
export function shortLabelOf(label: string): string {
	const parts = label.split(' › ');
	const verb = parts.pop() ?? '';
	const record = parts.pop();
	if (record === undefined) return verb;
	const above = PART.test(record) && parts.length > 1 ? parts.pop() : undefined;
	const shown = [above, record, verb].filter((part) => part !== undefined);
	const [parent, ...others] = parts.reverse();
	const head = fitHead(shown, parent);
	return parent === undefined ? head : `${head} (${[parent, ...others].join(', ')})`;
}

/** Record and verb, with the parent behind them in mind. */
function fitHead([record = '', ...rest]: readonly string[], parent = ''): string {
	const whole = [record, ...rest].join(' › ');
	if (`${whole} (${parent}`.length <= SHOWN_LENGTH) return whole;
	const short = ABBREVIATIONS.reduce((text, [word, by]) => text.replace(word, by), record);
	// What a verb has in parentheses may be cut, as the parents may.
	const behind = ['', ...rest].join(' › ').replace(/ \(.*$/, '');
	const room = SHOWN_LENGTH - behind.length;
	return [fitLabel(short, room), ...rest].join(' › ');
}

/** What the list of operations shows: with method and path where they fit. */
export function listNameOf({ label, method, path }: OperationSummary): string {
	const short = shortLabelOf(label);
	const whole = `${short} — ${method} ${path}`;
	return whole.length <= SHOWN_LENGTH ? whole : short;
}
