/**
 * The topics' contract for those who write in other languages: an AsyncAPI document made from the
 * Avro schemas and the catalogues, and a schema registry's copy of the schemas.
 */
package io.quittance.network.contract;
