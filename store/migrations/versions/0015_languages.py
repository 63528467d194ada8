"""More people: corrected readings, and procedures in other languages."""

import sqlalchemy as sa
from alembic import op

revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('corrected_reading',
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('word', sa.String(), nullable=False),
    sa.Column('reading', sa.String(), nullable=False),
    sa.Column('source_document', sa.String(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_corrected_reading_municipality_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_corrected_reading')),
    sa.UniqueConstraint('municipality', 'word', name=op.f('uq_corrected_reading_municipality_word'))
    )
    op.create_table('procedure_translation',
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('procedure_id', sa.Integer(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('summary', sa.String(), nullable=False),
    sa.Column('who', sa.String(), nullable=False),
    sa.Column('what_to_bring', sa.JSON(), nullable=False),
    sa.Column('fee', sa.String(), nullable=False),
    sa.Column('deadline', sa.String(), nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('online_service', sa.String(), nullable=False),
    sa.Column('offline_way', sa.String(), nullable=False),
    sa.Column('note', sa.String(), nullable=False),
    sa.Column('keywords', sa.JSON(), nullable=False),
    sa.Column('verified_on', sa.Date(), nullable=True),
    sa.Column('original_digest', sa.String(), nullable=False),
    sa.Column('source_document', sa.String(), nullable=False),
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_procedure_translation_municipality_municipality')),
    sa.ForeignKeyConstraint(['procedure_id'], ['procedure.id'], name=op.f('fk_procedure_translation_procedure_id_procedure')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_procedure_translation')),
    sa.UniqueConstraint('municipality', 'procedure_id', 'language', name=op.f('uq_procedure_translation_municipality_procedure_id_language'))
    )


def downgrade() -> None:
    op.drop_table('procedure_translation')
    op.drop_table('corrected_reading')
