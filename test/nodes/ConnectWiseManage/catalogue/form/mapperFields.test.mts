import type { ResourceMapperField } from 'n8n-workflow';
import { beforeAll, describe, expect, it } from 'vitest';
import {
	loadTemplate,
	tellingFields,
	toItemFields,
	toOptionFields,
} from '../../../../../nodes/ConnectWiseManage/catalogue/index.ts';
import { argumentNameOf } from '../../../../../nodes/ConnectWiseManage/catalogue/form/labels.ts';
import type { OperationTemplate } from '../../../../../nodes/ConnectWiseManage/catalogue/types.ts';
import { idsWhere, loadAllTemplates } from '../allTemplates.mts';

const MAX_FIELD_COUNT = 100;
const MAX_TELLING_COUNT = 10;

async function templateOf(id: string): Promise<OperationTemplate> {
	const template = await loadTemplate(id);
	if (!template) throw new Error(`No operation ${id}`);
	return template;
}

async function optionFields(id: string): Promise<ResourceMapperField[]> {
	return toOptionFields(await templateOf(id));
}

async function itemFields(id: string): Promise<ResourceMapperField[]> {
	return toItemFields(await templateOf(id));
}

function labelsOf(fields: readonly ResourceMapperField[]): string[] {
	return fields.map(({ displayName }) => displayName);
}

function requiredIds(fields: readonly ResourceMapperField[]): string[] {
	return fields.filter(({ required }) => required).map(({ id }) => id);
}

function fieldOf(fields: readonly ResourceMapperField[], id: string) {
	return fields.find((field) => field.id === id);
}

describe('the form of every operation', () => {
	let templates: readonly OperationTemplate[];

	beforeAll(async () => {
		templates = await loadAllTemplates();
	});

	it.each([
		['Options', toOptionFields],
		['Items', toItemFields],
	])(
		'%s: has labels that stay apart as arguments of a tool, and ids that n8n can hold',
		(_, toFields) => {
			const faulty = idsWhere(templates, (template) => {
				const fields = toFields(template);
				const names = new Set(labelsOf(fields).map((label) => argumentNameOf(label).toLowerCase()));
				const ids = new Set(fields.map(({ id }) => id));
				const isWellFormed = ({ id, displayName }: ResourceMapperField) =>
					id !== '' && !id.includes('"]') && displayName.trim() !== '';
				return (
					names.size !== fields.length || ids.size !== fields.length || !fields.every(isWellFormed)
				);
			});
			expect(faulty).toEqual([]);
		},
	);

	it('Options: has every parameter, required as in the template', () => {
		const faulty = idsWhere(templates, (template) => {
			const required = template.parameters.filter((parameter) => parameter.required);
			const fields = toOptionFields(template);
			const isSame =
				requiredIds(fields).sort().join() ===
				required
					.map(({ name }) => name)
					.sort()
					.join();
			return !isSame || fields.length !== template.parameters.length;
		});
		expect(faulty).toEqual([]);
	});

	it('Items: has a limited number of fields, and required ones among them first', () => {
		const faulty = idsWhere(templates, (template) => {
			const flags = toItemFields(template).map(({ required }) => required);
			const lastRequired = flags.lastIndexOf(true);
			const firstCount = flags.filter(Boolean).length;
			return flags.length > MAX_FIELD_COUNT || lastRequired >= firstCount;
		});
		expect(faulty).toEqual([]);
	});

	it('Items: offers every field that a replacement is refused without', () => {
		const faulty = idsWhere(templates, (template) => {
			if (template.method !== 'PUT') return false;
			const offered = new Set(toItemFields(template).map(({ id }) => id));
			const fields = template.schemas.get(template.body.schema ?? '') ?? [];
			return fields.some(
				({ name, requiredOnUpdate, readOnly }) =>
					requiredOnUpdate && !readOnly && !offered.has(name),
			);
		});
		expect(faulty).toEqual([]);
	});

	it('Items: asks a PATCH for nothing', () => {
		const patches = templates.filter(({ body }) => body.kind === 'patch');
		expect(idsWhere(patches, (template) => requiredIds(toItemFields(template)).length > 0)).toEqual(
			[],
		);
	});

	it('a simplified answer asks for at most ten fields, the id first, and none that is a secret', () => {
		const faulty = idsWhere(templates, (template) => {
			const names = tellingFields(template);
			const record = template.schemas.get(template.response.schema ?? '') ?? [];
			const hasId = record.some(({ name, type }) => name === 'id' && type !== 'array');
			const isSecret = names.some((name) => /password|secret|token/i.test(name));
			return names.length > MAX_TELLING_COUNT || isSecret || (hasId && names[0] !== 'id');
		});
		expect(faulty).toEqual([]);
	});
});

describe('Options', () => {
	it('say whose id a path takes', async () => {
		const fields = await optionFields('getServiceTicketsByParentIdNotesById');
		expect(fields.slice(0, 2)).toMatchObject([
			{ id: 'parentId', displayName: 'Ticket ID', required: true, type: 'number' },
			{ id: 'id', displayName: 'Note ID', required: true, type: 'number' },
		]);
	});

	it('offer the conditions of a list', async () => {
		expect(labelsOf(await optionFields('getServiceTickets'))).toEqual([
			'Conditions',
			'Child Conditions',
			'Custom Field Conditions',
			'Order By',
			'Fields',
		]);
	});

	it.each([
		['getSystemDocuments', ['conditions', 'recordType', 'recordId']],
		['getFinanceInvoicesByIdPdf', ['id']],
		['getServiceTicketsCount', ['conditions']],
	])('show for %s what it is of no use without', async (id, shown) => {
		const fields = await optionFields(id);
		expect(fields.filter(({ removed }) => !removed).map((field) => field.id)).toEqual(shown);
	});

	it('offer the filters of a search, which travel in its body', async () => {
		expect((await optionFields('postServiceTicketsSearch')).map(({ id }) => id)).toEqual([
			'fields',
			'conditions',
			'orderBy',
			'childconditions',
			'customfieldconditions',
		]);
	});

	it('put Fields before the conditions where one record is read', async () => {
		expect(labelsOf(await optionFields('getServiceTicketsById')).slice(0, 2)).toEqual([
			'Ticket ID',
			'Fields',
		]);
	});

	it('take a list as text with commas, and the kinds of record that documents belong to as choices', async () => {
		expect(fieldOf(await optionFields('getSystemDocuments'), 'recordType')?.type).toBe('options');
		const lists = (await loadAllTemplates()).flatMap((template) =>
			toOptionFields(template).filter(({ id, type }) => type === 'array' && id !== 'customFields'),
		);
		expect(lists).toEqual([]);
	});

	it('are chosen from a list where the API knows the values', async () => {
		const type = fieldOf(await optionFields('getSystemAudittrail'), 'type');
		expect(type?.type).toBe('options');
		expect(type?.options).toContainEqual({ name: 'Project Ticket', value: 'ProjectTicket' });
	});
});

describe('Items', () => {
	it('offer a reference as one field of text, which takes an id or a name', async () => {
		const fields = await itemFields('postServiceTickets');
		expect(
			fields.slice(0, 3).map(({ id, displayName, required }) => [id, displayName, required]),
		).toEqual([
			['summary', 'Summary', true],
			['company', 'Company', true],
			['board', 'Board', false],
		]);
		expect(fieldOf(fields, 'company')?.type).toBe('string');
		expect(fields.filter(({ id }) => id.includes('.'))).toEqual([]);
	});

	it('take a list of plain values or references as text, which n8n would refuse in a list field', async () => {
		const fields = await itemFields('postCompanyCompanies');
		expect(fieldOf(fields, 'types')?.type).toBe('string');
		const bulk = await itemFields('deleteCompanyConfigurationsBulk');
		expect(fieldOf(bulk, 'ids')?.type).toBe('string');
	});

	it('put what people set most in front and what the server keeps at the end', async () => {
		const ids = (await itemFields('patchServiceTicketsById')).map(({ id }) => id);
		expect(ids.slice(0, 2)).toEqual(['summary', 'recordType']);
		expect(ids.indexOf('status')).toBeLessThan(15);
		const [total, kept] = [ids.length, ids.indexOf('isInSla')];
		expect(kept === -1 || kept > total - 40).toBe(true);
	});

	it('leave out the id of the record and what the server sets', async () => {
		const ids = (await itemFields('putCompanyCompaniesById')).map(({ id }) => id);
		expect(ids).not.toContain('id');
		expect(ids).not.toContain('_info');
	});

	it.each([
		['postServiceTicketsByParentIdConfigurations', ['id']],
		[
			'postServiceTickets',
			['summary', 'company', 'board', 'status', 'priority', 'contact', 'initialDescription'],
		],
		[
			'postServiceTicketsByParentIdNotes',
			['text', 'detailDescriptionFlag', 'internalAnalysisFlag', 'resolutionFlag'],
		],
		['postCompanyContacts', ['firstName', 'lastName', 'company']],
		['postTimeEntries', ['timeStart', 'chargeToType', 'chargeToId', 'timeEnd', 'notes']],
		['postSystemDocuments', ['file', 'recordType', 'recordId', 'title']],
		['patchServiceTicketsByParentIdNotesById', []],
	])('show in the form of %s what it is of no use without', async (id, shown) => {
		const fields = await itemFields(id);
		expect(fields.filter(({ removed }) => !removed).map((field) => field.id)).toEqual(shown);
	});

	it('ask for the id where records are changed in bulk, and not where a device may stand for it', async () => {
		expect(requiredIds(await itemFields('postServiceTicketsByParentIdConfigurations'))).toEqual([]);
		expect(requiredIds(await itemFields('putCompanyConfigurationsBulk'))).toContain('id');
	});

	it('take custom fields as one object of captions and values', async () => {
		expect(fieldOf(await itemFields('patchCompanyCompaniesById'), 'customFields')).toMatchObject({
			displayName: 'Custom Fields ({"Caption": "Value"})',
			type: 'object',
		});
	});

	it.each([
		['postServiceTickets', 'severity', 'options'],
		['postServiceTickets', 'closedFlag', 'boolean'],
		['postServiceTickets', 'requiredDate', 'dateTime'],
		['postServiceTickets', 'budgetHours', 'number'],
		['postCompanyContacts', 'communicationItems', 'array'],
		['postSystemDocuments', 'file', 'string'],
	])('%s shows %s as %s', async (id, field, type) => {
		expect(fieldOf(await itemFields(id), field)).toMatchObject({
			type,
			display: true,
			defaultMatch: false,
		});
	});

	it('say who sees a note', async () => {
		for (const id of ['postServiceTicketsByParentIdNotes', 'postProjectTicketsByParentIdNotes']) {
			const fields = await itemFields(id);
			expect(fieldOf(fields, 'detailDescriptionFlag')?.displayName).toContain('Customer Sees It');
			expect(fieldOf(fields, 'internalAnalysisFlag')?.displayName).toContain('Staff Only');
			expect(fieldOf(fields, 'resolutionFlag')?.displayName).toContain('Customer Sees It');
		}
	});

	it.each([
		['postSystemDocuments', 'recordType', 'Ticket'],
		['postSystemCallbacks', 'type', 'Ticket'],
		['postSystemCallbacks', 'level', 'Board'],
	])(
		'of %s offer %s as a list, %s among it, which the document calls text',
		async (id, field, value) => {
			const found = fieldOf(await itemFields(id), field);
			expect(found?.type).toBe('options');
			expect(found?.options?.map((option) => option.value)).toContain(value);
		},
	);

	it('name the binary field of an upload', async () => {
		const file = fieldOf(await itemFields('postSystemDocuments'), 'file');
		expect(file?.displayName).toBe('File (Name of Input Binary Field)');
	});

	it('offer what is accepted on creation only with POST only', async () => {
		const created = (await itemFields('postCompanyContacts')).map(({ id }) => id);
		const changed = (await itemFields('patchCompanyContactsById')).map(({ id }) => id);
		const writeOnly = (await templateOf('postCompanyContacts')).schemas
			.get('Contact')
			?.filter((field) => field.writeOnly)
			.map(({ name }) => name);
		expect(created).toEqual(expect.arrayContaining(writeOnly ?? []));
		expect(changed.filter((id) => writeOnly?.includes(id))).toEqual([]);
	});

	it('are none where the operation takes no body', async () => {
		expect(await itemFields('deleteServiceTicketsById')).toEqual([]);
	});
});

describe('tellingFields', () => {
	it.each([
		[
			'getServiceTickets',
			[
				'id',
				'summary',
				'company/name',
				'contact/name',
				'board/name',
				'status/name',
				'type/name',
				'priority/name',
				'owner/name',
				'actualHours',
			],
		],
		['getCompanyCompaniesCount', []],
		['postServiceTicketsByParentIdMerge', ['success', 'message']],
		['deleteServiceTicketsById', []],
		['getSystemDocumentsByIdDownload', []],
	])('of %s', async (id, expected) => {
		expect(tellingFields(await templateOf(id))).toEqual(expected);
	});
});
