"""How entries are found: wordings, the lexicon, vectors, and the last answer of a conversation."""

import sqlalchemy as sa
from alembic import op

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('entry_vector',
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('model', sa.String(), nullable=False),
    sa.Column('digest', sa.String(), nullable=False),
    sa.Column('vector', sa.LargeBinary(), nullable=False),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_entry_vector_municipality_municipality')),
    sa.PrimaryKeyConstraint('municipality', 'model', 'digest', name=op.f('pk_entry_vector'))
    )
    op.create_table('last_answer',
    sa.Column('conversation', sa.String(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('entry_key', sa.String(), nullable=False),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_last_answer_municipality_municipality')),
    sa.PrimaryKeyConstraint('conversation', name=op.f('pk_last_answer'))
    )
    op.create_table('lexicon_word',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('word', sa.String(), nullable=False),
    sa.Column('means', sa.JSON(), nullable=False),
    sa.Column('source_document', sa.String(), nullable=False),
    sa.Column('retired_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_lexicon_word_municipality_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_lexicon_word')),
    sa.UniqueConstraint('municipality', 'word', name=op.f('uq_lexicon_word_municipality_word'))
    )
    op.create_table('wording',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('municipality', sa.String(), nullable=False),
    sa.Column('entry_key', sa.String(), nullable=False),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('origin', sa.Enum('clerk', 'question', name='origin', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'accepted', 'refused', name='state', native_enum=False, create_constraint=True, length=16), nullable=False),
    sa.Column('proposed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('reviewed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reviewed_by', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['municipality'], ['municipality.code'], name=op.f('fk_wording_municipality_municipality')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wording')),
    sa.UniqueConstraint('municipality', 'entry_key', 'text', name=op.f('uq_wording_municipality_entry_key_text'))
    )


def downgrade() -> None:
    op.drop_table('wording')
    op.drop_table('lexicon_word')
    op.drop_table('last_answer')
    op.drop_table('entry_vector')
