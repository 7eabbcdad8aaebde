/** The topics' contracts: records, ids, codec, topic catalogue, size limits, what is signed. */
package io.quittance.schemas;
