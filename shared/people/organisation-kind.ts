/** Of what kinds are the organisations of a forum? Closed, so that kinds can be counted; what is none of these is `other`. */
export const organisationKinds = [
  'children',
  'youth',
  'women',
  'veterans',
  'disability',
  'ecology',
  'rights',
  'rural',
  'charity',
  'culture',
  'education',
  'sport',
  'health',
  'professional',
  'media',
  'business',
  'state',
  'other',
] as const;
export type OrganisationKind = (typeof organisationKinds)[number];
