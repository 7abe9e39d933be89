import { callbackRules } from '../callbacks/entries.mts';
import { keyOf } from '../records/registry.mts';
import type { RecordRules } from './rules.mts';
import { missingField } from './rules.mts';
import { ticketRules } from './ticketRules.mts';

const NOTE_FLAGS = ['detailDescriptionFlag', 'internalAnalysisFlag', 'resolutionFlag'];

const noteRules: RecordRules = {
	required: ['text'],
	check: (record) =>
		NOTE_FLAGS.some((flag) => record[flag] === true)
			? []
			: [
					{
						code: 'ServiceNote',
						message: 'Please choose where to display the notes in order to save this record.',
						field: NOTE_FLAGS.join(', '),
					},
				],
	complete: (record, { parents, request, before }) => {
		record['ticketId'] = parents[0] ?? 0;
		record['dateCreated'] ??= new Date().toISOString().replace(/\.\d+Z$/, 'Z');
		if (!before) record['createdBy'] = request.caller.identifier;
	},
};

const timeRules: RecordRules = {
	check: (record) => {
		const hasCharge = record['chargeToId'] !== undefined && record['chargeToType'] !== undefined;
		return hasCharge || record['company'] ? [] : [missingField('chargeToId')];
	},
	complete: (record) => {
		const [start, end] = [record['timeStart'], record['timeEnd']].map((at) =>
			Date.parse(String(at)),
		);
		// Hours given beside both times are ignored.
		if (start !== undefined && end !== undefined && end > start) {
			record['actualHours'] = Math.round((end - start) / 36_000) / 100;
		}
		record['status'] ??= 'Open';
		record['billableOption'] ??= 'Billable';
	},
};

const companyRules: RecordRules = {
	check: (record, { request, before }) => {
		const store = request.world.stores.get('company/companies');
		const wanted = String(record['identifier']).toLowerCase();
		const isTaken = store
			.all()
			.some(
				(other) =>
					String(other['identifier']).toLowerCase() === wanted && other['id'] !== before?.['id'],
			);
		return isTaken
			? [
					{
						code: 'ObjectExists',
						message: 'A company with this identifier already exists',
						field: 'identifier',
					},
				]
			: [];
	},
	complete: (record) => {
		record['deletedFlag'] ??= false;
	},
};

const RULES: ReadonlyMap<string, RecordRules> = new Map([
	['service/tickets', ticketRules('ServiceTicket')],
	['project/tickets', ticketRules('ProjectTicket')],
	['service/tickets/{}/notes', noteRules],
	['project/tickets/{}/notes', noteRules],
	['time/entries', timeRules],
	['company/companies', companyRules],
	['system/callbacks', callbackRules],
	['company/contacts', { required: ['firstName'] }],
]);

const NO_RULES: RecordRules = {};

/** Rules for a collection's path template. */
export const rulesFor = (collection: string): RecordRules =>
	RULES.get(keyOf(collection)) ?? NO_RULES;
