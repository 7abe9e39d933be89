import type { JsonObject } from '../json.mts';
import { hash } from '../random.mts';
import type { Builder } from './builder.mts';
import { at } from './builder.mts';

type Tables = ReadonlyMap<string, JsonObject[]>;

export interface Clients {
	readonly companies: readonly JsonObject[];
	readonly contacts: readonly JsonObject[];
	/** Sites by the id of their company. */
	readonly sites: ReadonlyMap<number, readonly JsonObject[]>;
}

const SURNAMES = ['Sample', 'Example', 'Specimen', 'Placeholder', 'Demo', 'Fixture', 'Testcase'];
const PLANTS = [
	'Alder',
	'Birch',
	'Cedar',
	'Dahlia',
	'Elm',
	'Fern',
	'Ginkgo',
	'Hazel',
	'Iris',
	'Juniper',
	'Linden',
	'Maple',
	'Oleander',
	'Poplar',
	'Rowan',
	'Willow',
];
const TRADES = [
	'Bakery',
	'Clinic',
	'Foundry',
	'Garage',
	'Library',
	'Logistics',
	'Nursery',
	'Printing',
	'School',
	'Theatre',
	'Winery',
	'Workshop',
];

const COMPANY_COUNT = 150;
const CONTACT_COUNT = 600;

const MEMBERS = [
	'Admin1',
	'AExample',
	'BSample',
	'CSpecimen',
	'DDemo',
	'EFixture',
	'FPlaceholder',
	'GTestcase',
	'HExample',
	'ISample',
	'JSpecimen',
	'KDemo',
];

export function buildMembers(builder: Builder, setup: Tables): JsonObject[] {
	const faker = builder.faker('members');
	const ids = builder.ids('members', MEMBERS.length, 101);
	const role = at(setup.get('time/workRoles') ?? [], 0);
	const members = MEMBERS.map(
		(identifier, index): JsonObject => ({
			id: ids[index] ?? 0,
			identifier,
			firstName: faker.person.firstName(),
			lastName: at(SURNAMES, index),
			title: index === 0 ? 'Administrator' : 'Engineer',
			officeEmail: `${identifier.toLowerCase()}@example.com`,
			inactiveFlag: index === 11,
			licenseClass: 'F',
			disableOnlineFlag: false,
			workRole: builder.ref('WorkRoleReference', 'time/workRoles', role),
			timeZone: { id: 1, name: 'US Eastern' },
			_info: builder.info(ids[index] ?? 0),
		}),
	);
	return [...members, apiMember(builder, 243, 'apimember'), apiMember(builder, 244, 'limitedapi')];
}

const apiMember = (builder: Builder, id: number, identifier: string): JsonObject => ({
	id,
	identifier,
	firstName: 'API',
	lastName: identifier,
	title: 'API member',
	inactiveFlag: false,
	licenseClass: 'A',
	_info: builder.info(id),
});

function buildCompany(builder: Builder, setup: Tables, id: number, index: number): JsonObject {
	const draw = hash(builder.context.options.seed, id, 21);
	const round = Math.floor(index / PLANTS.length);
	const name = `${at(PLANTS, index)} ${at(TRADES, index + round)} Example`;
	const country = at(setup.get('company/countries') ?? [], draw % 8 === 0 ? draw : 0);
	const faker = builder.faker(`company ${id}`);
	return {
		id,
		identifier: `${at(PLANTS, index)}${at(TRADES, index + round)}`.slice(0, 24) + (id % 100),
		name: `${name} ${index + 1}`.slice(0, 50),
		status: builder.ref(
			'CompanyStatusReference',
			'company/companies/statuses',
			at(setup.get('company/companies/statuses') ?? [], draw % 9 === 0 ? 1 : 0),
		),
		addressLine1: faker.location.streetAddress(),
		city: `${at(PLANTS, draw)} City`,
		state: 'NY',
		zip: String(10_000 + (draw % 89_999)),
		country: builder.ref('CountryReference', 'company/countries', country),
		phoneNumber: `55501${String(draw % 100).padStart(2, '0')}`,
		website: `https://company${id}.example.com`,
		territory: builder.ref(
			'SystemLocationReference',
			'system/locations',
			at(setup.get('system/locations') ?? [], draw),
		),
		dateAcquired: builder.time(draw),
		annualRevenue: (draw % 900) * 10_000,
		numberOfEmployees: 3 + (draw % 400),
		leadFlag: false,
		unsubscribeFlag: false,
		deletedFlag: false,
		isVendorFlag: draw % 11 === 0,
		types: [
			{
				id: Number(at(setup.get('company/companies/types') ?? [], draw % 3)['id']),
				name: String(at(setup.get('company/companies/types') ?? [], draw % 3)['name']),
			},
		],
		customFields: builder.context.customFields.values('company/companies', id),
		_info: builder.info(draw),
	};
}

function buildSites(builder: Builder, company: JsonObject): JsonObject[] {
	const id = Number(company['id']);
	const count = 1 + (hash(id, 31) % 3);
	return Array.from(
		{ length: count },
		(_, index): JsonObject => ({
			id: id * 10 + index + 1,
			name: index === 0 ? 'Main' : `Branch ${index}`,
			addressLine1: company['addressLine1'] ?? '',
			city: company['city'] ?? '',
			zip: company['zip'] ?? '',
			phoneNumber: company['phoneNumber'] ?? '',
			primaryAddressFlag: index === 0,
			defaultShippingFlag: index === 0,
			defaultBillingFlag: index === 0,
			defaultMailingFlag: index === 0,
			inactiveFlag: false,
			company: builder.ref('CompanyReference', 'company/companies', company),
			_info: builder.info(id + index),
		}),
	);
}

function communication(
	builder: Builder,
	setup: Tables,
	id: number,
	kind: number,
	value: string,
): JsonObject {
	const type = at(setup.get('company/communicationTypes') ?? [], kind);
	return {
		id,
		type: builder.ref('CommunicationTypeReference', 'company/communicationTypes', type),
		value,
		defaultFlag: true,
		communicationType: kind === 0 ? 'Email' : 'Phone',
		...(kind === 0 && { domain: '@example.com' }),
	};
}

function buildContact(
	builder: Builder,
	setup: Tables,
	id: number,
	company: JsonObject,
	site: JsonObject,
): JsonObject {
	const draw = hash(builder.context.options.seed, id, 22);
	const firstName = builder.faker(`contact ${id}`).person.firstName();
	const lastName = at(SURNAMES, draw);
	const email = `${firstName}.${lastName}.${id}@example.com`
		.toLowerCase()
		.replace(/[^a-z0-9.@]/g, '');
	const type = at(setup.get('company/contacts/types') ?? [], draw);
	return {
		id,
		firstName,
		lastName,
		company: builder.ref('CompanyReference', 'company/companies', company),
		site: builder.ref('SiteReference', `company/companies/${String(company['id'])}/sites`, site),
		addressLine1: site['addressLine1'] ?? '',
		city: site['city'] ?? '',
		zip: site['zip'] ?? '',
		title: at(['Owner', 'Office Manager', 'Technician', 'Accountant'], draw),
		inactiveFlag: draw % 17 === 0,
		defaultMergeContactId: id,
		marriedFlag: false,
		childrenFlag: false,
		disablePortalLoginFlag: true,
		unsubscribeFlag: false,
		mobileGuid: builder.faker(`guid ${id}`).string.uuid(),
		defaultPhoneType: 'Direct',
		defaultPhoneNbr: `55501${String(draw % 100).padStart(2, '0')}`,
		defaultBillingFlag: false,
		defaultFlag: false,
		communicationItems: [
			communication(builder, setup, id * 3, 0, email),
			communication(builder, setup, id * 3 + 1, 1, `55501${String(draw % 100).padStart(2, '0')}`),
		],
		types: [{ id: Number(type['id']), name: String(type['name']) }],
		ignoreDuplicates: false,
		customFields: builder.context.customFields.values('company/contacts', id),
		_info: builder.info(draw),
	};
}

/** Companies with their sites and contacts; the first contact of a company is its default. */
export function buildClients(builder: Builder, setup: Tables): Clients {
	const companyIds = builder.ids('companies', COMPANY_COUNT, 2);
	const companies = companyIds.map((id, index) => buildCompany(builder, setup, id, index));
	const sites = new Map(
		companies.map((company) => [Number(company['id']), buildSites(builder, company)]),
	);
	const contacts = builder.ids('contacts', CONTACT_COUNT, 11).map((id, index) => {
		// Every company has a contact before the others are spread unevenly.
		const company = at(
			companies,
			index < COMPANY_COUNT ? index : hash(id, 41) % (COMPANY_COUNT / 2),
		);
		const site = at(sites.get(Number(company['id'])) ?? [], hash(id, 42));
		const contact = buildContact(builder, setup, id, company, site);
		if (company['defaultContact'] === undefined) {
			company['defaultContact'] = builder.ref('ContactReference', 'company/contacts', contact);
			company['site'] = builder.ref(
				'SiteReference',
				`company/companies/${String(company['id'])}/sites`,
				site,
			);
			contact['defaultFlag'] = true;
		}
		return contact;
	});
	return { companies, contacts, sites };
}
