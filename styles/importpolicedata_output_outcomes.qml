<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.0" styleCategories="Symbology">
  <renderer-v2 type="RuleRenderer" symbollevels="0" enableorderby="0" forceraster="0">
    <rules key="{root}">
      <rule key="{group0}" filter="&quot;category&quot; LIKE 'Suspect charged%'" label="Suspect charged" symbol="0"/>
      <rule key="{group1}" filter="&quot;category&quot; IN ('Offender given a caution', 'Offender given a drugs possession warning', 'Offender given penalty notice', 'Local resolution')" label="Dealt with out of court" symbol="1"/>
      <rule key="{group2}" filter="&quot;category&quot; = 'Unable to prosecute suspect'" label="Unable to prosecute a suspect" symbol="2"/>
      <rule key="{group3}" filter="&quot;category&quot; = 'Investigation complete; no suspect identified'" label="No suspect identified" symbol="3"/>
      <rule key="{other}" filter="ELSE" label="Other outcome" symbol="4"/>
    </rules>
    <symbols>
      <symbol name="0" type="marker" alpha="0.7" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="name" type="QString" value="circle"/>
            <Option name="color" type="QString" value="213,94,0,255"/>
            <Option name="outline_style" type="QString" value="no"/>
            <Option name="size" type="QString" value="1.4"/>
            <Option name="size_unit" type="QString" value="MM"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="1" type="marker" alpha="0.7" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="name" type="QString" value="circle"/>
            <Option name="color" type="QString" value="86,180,233,255"/>
            <Option name="outline_style" type="QString" value="no"/>
            <Option name="size" type="QString" value="1.4"/>
            <Option name="size_unit" type="QString" value="MM"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="2" type="marker" alpha="0.7" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="name" type="QString" value="circle"/>
            <Option name="color" type="QString" value="0,0,0,255"/>
            <Option name="outline_style" type="QString" value="no"/>
            <Option name="size" type="QString" value="1.4"/>
            <Option name="size_unit" type="QString" value="MM"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="3" type="marker" alpha="0.7" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="name" type="QString" value="circle"/>
            <Option name="color" type="QString" value="0,158,115,255"/>
            <Option name="outline_style" type="QString" value="no"/>
            <Option name="size" type="QString" value="1.4"/>
            <Option name="size_unit" type="QString" value="MM"/>
          </Option>
        </layer>
      </symbol>
      <symbol name="4" type="marker" alpha="0.7" clip_to_extent="1" force_rhr="0">
        <layer class="SimpleMarker" enabled="1" pass="0" locked="0">
          <Option type="Map">
            <Option name="name" type="QString" value="circle"/>
            <Option name="color" type="QString" value="150,150,150,255"/>
            <Option name="outline_style" type="QString" value="no"/>
            <Option name="size" type="QString" value="1.4"/>
            <Option name="size_unit" type="QString" value="MM"/>
          </Option>
        </layer>
      </symbol>
    </symbols>
  </renderer-v2>
</qgis>
