/** The topics of the catalogue as tables. */
package io.quittance.analytics.table;
